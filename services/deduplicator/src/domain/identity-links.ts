import type { Identity, IdentityDecision } from '@hearback/contracts';

type IdentityRef = Pick<Identity, 'type' | 'hash'>;

/** Who speaks, as the window knows it. */
export interface Speaker {
  /** The identities of this feedback that say who speaks: kept with its text. */
  own: IdentityRef[];
  /** These and all that people merged with one of them: looked up and compared with. */
  all: IdentityRef[];
}

/** What people decided about identities, as far as it was read. */
export interface IdentityLinks {
  apply(key: string, decision: IdentityDecision | null): void;
  speakerOf(identities: readonly IdentityRef[]): Speaker;
}

/**
 * Merged identities are looked up together and never stored together: so a split holds at once, also for texts that were
 * decided while they were merged. Relations that were decided stay; a person unlinks them.
 */
export function identityLinks(): IdentityLinks {
  const decisions = new Map<string, IdentityDecision>();
  const persons = new Map<string, Map<string, IdentityDecision>>();
  const forget = (key: string) => {
    const before = decisions.get(key);
    decisions.delete(key);
    if (before?.personId) persons.get(before.personId)?.delete(key);
  };
  const mergedWith = (identity: IdentityRef): IdentityRef[] => {
    const personId = decisions.get(keyOf(identity))?.personId;
    return personId ? [...persons.get(personId)!.values()] : [];
  };
  return {
    apply: (key, decision) => {
      forget(key);
      if (!decision) return;
      decisions.set(key, decision);
      const { personId } = decision;
      if (personId) persons.set(personId, (persons.get(personId) ?? new Map()).set(key, decision));
    },
    speakerOf: (identities) => {
      const own = identities.filter((one) => !decisions.get(keyOf(one))?.shared);
      const all = new Map([...own, ...own.flatMap(mergedWith)].map((one) => [keyOf(one), one]));
      return { own, all: [...all.values()] };
    },
  };
}

function keyOf({ type, hash }: IdentityRef): string {
  return `${type}:${hash}`;
}
