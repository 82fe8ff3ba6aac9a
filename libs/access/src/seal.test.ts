import { randomBytes } from 'node:crypto';
import { seal, unseal } from './seal';

const key = randomBytes(32);

test.each(['', '转账被拒，客服電話打不通', 'plain', '😀'])('%j opens to what was sealed', (text) => {
  expect(unseal(key, seal(key, text)).toString()).toBe(text);
});

test('bytes that are no text survive', () => {
  const bytes = Buffer.from([0, 255, 128, 10]);
  expect(unseal(key, seal(key, bytes))).toEqual(bytes);
});

test('sealing the same text twice shows nothing of its sameness', () => {
  expect(seal(key, 'same')).not.toBe(seal(key, 'same'));
});

test('another key, a changed bit, a cut tail and an empty value are refused without a word of the content', () => {
  const sealed = seal(key, 'secret words');
  const bytes = Buffer.from(sealed, 'base64url');
  bytes[bytes.length - 1]! ^= 1;
  const attempts = [
    () => unseal(randomBytes(32), sealed),
    () => unseal(key, bytes.toString('base64url')),
    () => unseal(key, sealed.slice(0, 20)),
    () => unseal(key, ''),
  ];
  for (const attempt of attempts) expect(attempt).toThrow(/^a sealed value could not be opened/);
});
