import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareModels } from './compare-models';
import type { Example } from './example';
import { FIT_DEFAULTS } from './fit-model';
import { readExamples } from './read-examples';
import { trainModel } from './train-model';

const PUDDINGS = ['布丁真香', '香草很香', '布丁香草', '香得很'];
const MELONS = ['苦瓜太苦', '黄连苦死', '苦瓜黄连', '苦得很'];
const examples: Example[] = [...PUDDINGS, ...MELONS].map((text, i) => ({
  text,
  labels: { product: [i < PUDDINGS.length ? 'card' : 'loan'] },
  source: 'test',
  weight: 1,
}));
const train = (from: readonly Example[]) =>
  trainModel(from, { version: 'test', data: [], fit: { ...FIT_DEFAULTS, fits: 1 }, said: () => {} });

const good = train(examples);

test('the same texts give the same weights, to the byte', () => {
  expect(train(examples).header.checksum).toBe(good.header.checksum);
}, 120_000);

test('a model that answers worse on the same held-out texts is refused, a better one is not', () => {
  const bad = { ...good, weights: good.weights.map((weight) => -weight) };
  expect(compareModels({ next: good, inForce: bad, heldOut: examples }).refused).toBeUndefined();
  expect(compareModels({ next: bad, inForce: good, heldOut: examples }).refused).toBe(
    'the new model is worse on product',
  );
  expect(compareModels({ next: good, inForce: good, heldOut: examples }).refused).toBe(
    'the new model is better on no axis',
  );
});

test("a bank's own table trains with the axes it has, a stranger's is left alone, and a wrong label is named by its place", () => {
  const folder = mkdtempSync(join(tmpdir(), 'labelled-'));
  writeFileSync(join(folder, 'own.csv'), 'text,product,cause,kind,sentiment,urgency\n卡丢了,card,,enquiry,,critical\n');
  writeFileSync(join(folder, 'other.csv'), 'text,sentiment\n好,positive\n');
  const { sources, ignored } = readExamples(folder);
  expect(sources.flatMap((s) => s.examples)).toEqual([
    {
      text: '卡丢了',
      labels: { product: ['card'], kind: ['enquiry'], urgency: ['critical'] },
      weight: 1,
      source: 'own.csv',
    },
  ]);
  expect(ignored).toEqual([join(folder, 'other.csv')]);
  writeFileSync(join(folder, 'wrong.jsonl'), '{"t":"好","k":"prais"}\n');
  expect(() => readExamples(folder)).toThrow(/^wrong\.jsonl:1: `k` \(kind\) is none of complaint/);
  rmSync(folder, { recursive: true });
});
