import type { Identity } from '@hearback/contracts';

export type IdentityRef = Pick<Identity, 'type' | 'hash'>;

/** What holds of one identity; one that nobody decided about has no person and is not shared. */
export interface KnownIdentity extends IdentityRef {
  personId: string | null;
  shared: boolean;
}

export type IdentityRefusal = 'shared-identity' | 'one-person-already';
export type IdentityAnswer = { ok: true; next: KnownIdentity[] } | { ok: false; error: IdentityRefusal };

/**
 * They are one customer: the given ones and everybody merged with one of them before get one personId. An identity that
 * many share is refused, because it would make one customer of strangers.
 */
export function merge(
  known: readonly KnownIdentity[],
  given: readonly IdentityRef[],
  newPersonId: string,
): IdentityAnswer {
  const wanted = given.map((one) => knownOf(known, one));
  if (wanted.some(({ shared }) => shared)) return { ok: false, error: 'shared-identity' };
  const persons = new Set(wanted.map(({ personId }) => personId));
  if (persons.size === 1 && !persons.has(null)) return { ok: false, error: 'one-person-already' };
  const personId = [...persons].filter((id) => id !== null).sort()[0] ?? newPersonId;
  const others = known.filter((one) => one.personId !== null && persons.has(one.personId));
  const all = new Map([...others, ...wanted].map((one) => [keyOf(one), one]));
  const changed = [...all.values()].filter((one) => one.personId !== personId);
  return { ok: true, next: changed.map((one) => ({ ...one, personId })) };
}

/** Each of them stands for itself again; `shared`: it is used by many and says nothing of who speaks. */
export function split(known: readonly KnownIdentity[], given: readonly IdentityRef[], shared: boolean): IdentityAnswer {
  return { ok: true, next: given.map((one) => ({ ...knownOf(known, one), personId: null, shared })) };
}

export function keyOf({ type, hash }: IdentityRef): string {
  return `${type}:${hash}`;
}

function knownOf(known: readonly KnownIdentity[], { type, hash }: IdentityRef): KnownIdentity {
  return known.find((one) => one.type === type && one.hash === hash) ?? { type, hash, personId: null, shared: false };
}
