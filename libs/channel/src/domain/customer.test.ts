import type { Source } from '@hearback/contracts';
import { customerKeyOf, hashIdentity, identitiesOf } from './customer';

const key = { version: 3, key: Buffer.alloc(32, 7) };
const source = { sourceId: 'web-form-main', timeZone: 'Asia/Shanghai', sharedIdentities: [] as string[] } as Source;

test.each([
  [{ phone: '13800138000', email: 'a@b.cn' }, 'phone'],
  [{ email: 'a@b.cn', id: 'u' }, 'email'],
  [{ id: 'u' }, 'handle'],
  [{ email: 'not an address', id: 'u' }, 'handle'],
  [{ customerNumber: '1', phone: '13800138000' }, 'customer-number'],
  [{ name: 'Anna' }, 'anon'],
  [{ id: 'Anonymous', phone: 'restricted', email: '', customerNumber: 'N/A' }, 'anon'],
  [{ id: '匿名用户' }, 'anon'],
  [undefined, 'anon'],
])('%j is keyed by %s', (author, kind) => {
  expect(customerKeyOf(identitiesOf(author, source, key), 'f-1').split(':')[0]).toBe(kind);
});

test('without an identity the feedback stands alone', () => {
  expect(customerKeyOf([], 'f-1')).toBe('anon:f-1');
});

test('a phone that many share is no identity', () => {
  const shared = [hashIdentity('phone', '+8613800138000', key)];
  expect(identitiesOf({ phone: '13800138000' }, { ...source, sharedIdentities: shared }, key)).toEqual([]);
});

test('one person is the same at every source, however it is written; a handle means someone only at its own', () => {
  const other = { ...source, sourceId: 'hotline-main' };
  const same = (a: object, b: object) => identitiesOf(a, source, key)[0]!.hash === identitiesOf(b, other, key)[0]!.hash;
  expect([
    same({ phone: '+86 13800138000' }, { phone: '138-0013-8000' }),
    same({ email: 'Wang@Example.com ' }, { email: 'wang@example.com' }),
    same({ customerNumber: 'c 77' }, { customerNumber: 'C77' }),
    same({ id: 'u' }, { id: 'u' }),
  ]).toEqual([true, true, true, false]);
});

test('the same digits as a phone and as a customer number are two identities, and another key hashes anew', () => {
  const hashes = [
    hashIdentity('phone', '1', key),
    hashIdentity('customer-number', '1', key),
    hashIdentity('phone', '1', { version: 4, key: Buffer.alloc(32, 8) }),
  ];
  expect(new Set(hashes).size).toBe(3);
});
