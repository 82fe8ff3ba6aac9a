import { randomUUID } from 'node:crypto';
import { identityChanged } from '@hearback/contracts';
import { encodeEvent } from '@hearback/kafka';
import { inTransaction, writeOutbox, type Pool } from '@hearback/postgres';
import { merge, split, type IdentityAnswer, type IdentityRef, type KnownIdentity } from './domain/decide-identities';
import { decisionOf, findIdentities, saveIdentities } from './io/identity-store';
import { lockPublication } from './io/publication-lock';

export interface ChangeIdentities {
  merge(identities: readonly IdentityRef[], made: Made): Promise<IdentityAnswer>;
  split(identities: readonly IdentityRef[], made: Made & { shared: boolean }): Promise<IdentityAnswer>;
}

export interface Made {
  by: string;
  reason: string;
}

interface Deps {
  pool: Pool;
  /** Publishes what the transaction left in the outbox; called after the commit. */
  kick(): void;
  now(): Date;
}

/** Rows, audit entry and outbox records are one transaction; one decision after the other, through the publication lock. */
export function changeIdentities({ pool, kick, now }: Deps): ChangeIdentities {
  const change = async (
    action: 'merged' | 'split',
    identities: readonly IdentityRef[],
    { decide, by, reason }: Made & { decide(known: readonly KnownIdentity[]): IdentityAnswer },
  ) => {
    const answer = await inTransaction(pool, async (client) => {
      await lockPublication(client);
      const before = await findIdentities(client, identities);
      const decided = decide(before);
      if (!decided.ok) return decided;
      const at = now();
      await saveIdentities(client, { action, before, after: decided.next, reason, by, at });
      const events = decided.next.map((one) =>
        encodeEvent(identityChanged, decisionOf(one, at), { service: 'directory' }),
      );
      await writeOutbox(client, events);
      return decided;
    });
    kick();
    return answer;
  };
  return {
    merge: (identities, made) =>
      change('merged', identities, { ...made, decide: (known) => merge(known, identities, randomUUID()) }),
    split: (identities, made) =>
      change('split', identities, { ...made, decide: (known) => split(known, identities, made.shared) }),
  };
}
