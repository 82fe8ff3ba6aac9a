import type { Feedback, Source } from '@hearback/contracts';
import type { IdentityKey } from './customer';
import type { Fault } from './fault';
import type { BodyItem } from './read-body';

/** What is known of a request before its items are read. */
export interface Arrival {
  source: Source;
  /** The format that read the payload, with its version. */
  format: string;
  receivedAt: Date;
  idempotencyKey: string | null;
  sealing: Sealing;
  randomId(): string;
}

export interface Sealing {
  identity: IdentityKey;
  contacts(plain: string): string;
  originals(plain: Buffer): string;
}

export type Attachment = Feedback['attachments'][number];

/** An item, as a caller or a format gives it. */
export type GivenItem = Pick<BodyItem, 'index' | 'value' | 'faults' | 'original'> & {
  attachments?: Attachment[];
  /** Hash of the file whose row `index` this is. */
  file?: string;
};

export type Judged<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };
