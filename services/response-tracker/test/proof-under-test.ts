import type { ProofEvent, ProofFile } from '@hearback/proof';

type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };
/** A proof that a test may change. */
export type Proof = Mutable<ProofFile>;

/** The breach of a promise that stayed missed. */
export function missIn({ events }: Proof): ProofEvent {
  const last = new Map(events.map((event) => [event.clockId, event]));
  return [...last.values()].find(({ kind }) => kind === 'breached')! as ProofEvent;
}
