import { merge, split, type KnownIdentity } from './decide-identities';

const phone = { type: 'phone', hash: 'p' } as const;
const email = { type: 'email', hash: 'e' } as const;
const handle = { type: 'handle', hash: 'h' } as const;
const of = (
  one: typeof phone | typeof email | typeof handle,
  personId: string | null,
  shared = false,
): KnownIdentity => ({
  ...one,
  personId,
  shared,
});

test('merging gives all of them one person', () =>
  expect(merge([], [phone, email], 'new')).toEqual({ ok: true, next: [of(phone, 'new'), of(email, 'new')] }));

test('merging with a merged one brings in everybody merged with it', () =>
  expect(merge([of(phone, 'b'), of(email, 'b'), of(handle, 'a')], [handle, phone], 'new')).toEqual({
    ok: true,
    next: [of(phone, 'a'), of(email, 'a')],
  }));

test('merging what is one person already is refused, and so is a shared phone', () => {
  expect(merge([of(phone, 'a'), of(email, 'a')], [phone, email], 'new')).toEqual({
    ok: false,
    error: 'one-person-already',
  });
  expect(merge([of(phone, null, true)], [phone, email], 'new')).toEqual({ ok: false, error: 'shared-identity' });
});

test('after a split each stands for itself, and may be marked as shared', () =>
  expect(split([of(phone, 'a'), of(email, 'a')], [phone], true)).toEqual({ ok: true, next: [of(phone, null, true)] }));
