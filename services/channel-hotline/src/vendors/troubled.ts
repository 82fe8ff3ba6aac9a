import type { Polled } from '@hearback/channel';

export type Trouble = Exclude<Polled, { kind: 'page' }>;

/** Ends a page that takes several questions, once one of them came to nothing. */
export class Troubled extends Error {
  override readonly name = 'Troubled';

  constructor(readonly trouble: Trouble) {
    super(trouble.why);
  }
}
