import { readSamples } from './read-samples';
import { fillTimes, planWaves, type SamplePost } from './sample-set';

const now = new Date('2026-03-02T08:00:00.500Z');
const post = (...texts: [name: string, of?: string][]): SamplePost => ({
  service: 'channel-social',
  texts: texts.map(([name, of]) => ({ name, shows: '', of })),
});

test('times are counted from now, also inside strings, and the rest stays', () => {
  expect(fillTimes({ at: '{{-90m}}', inner: '{"at":"{{+5m}}"}', seconds: '{{-1m epoch}}', n: 3 }, now)).toEqual({
    at: '2026-03-02T06:30:00.500Z',
    inner: '{"at":"2026-03-02T08:05:00.500Z"}',
    seconds: '1772438340',
    n: 3,
  });
});

test('what points to another text is sent in a later wave', () => {
  const [a, b, c] = [post(['share', 'original']), post(['original'], ['other']), post(['again', 'share'])];
  expect(planWaves([a, b, c])).toEqual([[b], [a], [c]]);
});

test('a sample that points to nothing is a mistake', () => {
  expect(() => planWaves([post(['share', 'gone'])])).toThrow('samples point to nothing: gone');
});

test('the samples that come with the product have unique names and something expected of each', () => {
  const texts = readSamples(now).flatMap((p) => p.texts);
  expect(texts.length).toBeGreaterThanOrEqual(60);
  expect(new Set(texts.map(({ name }) => name)).size).toBe(texts.length);
  expect(texts.filter((t) => !t.refused && !(t.relation && t.end))).toEqual([]);
  expect(planWaves(readSamples(now)).flat()).toHaveLength(readSamples(now).length);
});

test('every relation and both scripts and English are among the samples', () => {
  const posts = readSamples(now);
  expect([...new Set(posts.flatMap((p) => p.texts.flatMap((t) => t.relation ?? [])))].sort()).toEqual(
    ['lookalike', 'original', 'redelivery', 'repost', 'resubmission', 'revision'].sort(),
  );
  expect(new Set(posts.map((p) => p.service)).size).toBe(4);
  expect(JSON.stringify(posts)).toMatch(/這.*|请.*|please/is);
});
