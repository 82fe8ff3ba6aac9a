import { classify } from '../classify';
import { readFeedback } from '../read-feedback';
import { AXES } from '../rules';
import { createGrams, hashGrams } from './gram-hasher';
import { featuresOf } from './features';
import { LEARNED_WORDS } from './gram-reasons';
import { decodeModel, encodeModel } from './model-format';
import { shippedModel } from './shipped-model';

const gramsOf = (folded: string) => {
  const grams = createGrams(4);
  hashGrams(folded, grams);
  return Array.from({ length: grams.length }, (_, i) => folded.slice(grams.start[i], grams.end[i]));
};

test('Chinese is read as runs of one to three characters, English as words, pairs of words and letters within a word', () => {
  expect(gramsOf('闪退了')).toEqual(['闪', '闪退', '闪退了', '退', '退了', '了']);
  expect(gramsOf('bad app').filter((gram) => gram.length > 3)).toEqual(['bad app']);
  expect(gramsOf('bad!')).toContain('!');
});

test('a repeated word counts more than one said once, but less than twice', () => {
  const { values, length } = featuresOf(readFeedback({ text: '好好坏' }));
  // A run of three, once; a character or a run of two, once; the same character twice.
  const [three, once, twice] = [...new Set(values.slice(0, length))].sort((a, b) => a - b);
  expect([once! / three!, twice! / once!]).toEqual([2, expect.closeTo(1 + Math.log(2))]);
});

test('a model file reads back as it was written, and its first line tells what it is', () => {
  const model = shippedModel();
  const file = encodeModel(model);
  expect(decodeModel(file)).toEqual(model);
  expect(JSON.parse(file.subarray(0, file.indexOf('\n')).toString())).toMatchObject({
    rulesVersion: expect.stringMatching(/^rules-/),
    data: expect.arrayContaining([expect.objectContaining({ licence: expect.any(String) })]),
  });
});

test.each([
  ['cut short', (file: Buffer) => file.subarray(0, -10), /holds \d+ bytes of weights/],
  ['changed', (file: Buffer) => Buffer.concat([file.subarray(0, -1), Buffer.from([7])]), /checksum/],
  [
    'of other features',
    (file: Buffer) => Buffer.from(file.toString('latin1').replace('"bucketBits":17', '"bucketBits":16'), 'latin1'),
    /other features/,
  ],
  ['of another kind', () => Buffer.from('PK'), /no JSON header/],
])('a file that is %s is refused with the reason', (_, spoil, reason) => {
  expect(() => decodeModel(spoil(encodeModel(shippedModel())))).toThrow(reason);
});

test('a reason is never half an emoji, and has no sign at its ends', () => {
  for (const text of ['都TM打不开什么🐔8玩意！！', '手机银行越来越人性化了😘！', '，重，要的事'])
    for (const axis of AXES)
      for (const { start, end, rule } of classify({ text, language: 'zh', script: 'Hans' })[axis].because)
        if (rule === LEARNED_WORDS) {
          const words = text.slice(start, end);
          expect(words).toBe(words.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, ''));
        }
});
