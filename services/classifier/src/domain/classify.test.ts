import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelsSchema } from '@hearback/contracts';
import fc from 'fast-check';
import { classify, type ClassifyInput } from './classify';
import { readFeedback } from './read-feedback';
import { judgeByRules } from './rule-judgement';
import { AXES, type Axis } from './rules';

type Case = [text: string, expected: Partial<Record<Axis, string>>, more?: Partial<ClassifyInput>];
const read: Case[] = JSON.parse(readFileSync(join(__dirname, '../../test/cases.json'), 'utf8'));
// Rows of equal length, or Jest takes the missing argument for its `done`.
const cases: Required<Case>[] = read.map(([text, expected, more = {}]) => [text, expected, more]);

const labels = (text: string, more: Partial<ClassifyInput> = {}) =>
  classify({ text, language: 'unknown', script: 'unknown', ...more });

test.each(cases)('the rules alone: %s', (text, expected, more) => {
  const judged = judgeByRules(readFeedback({ text, ...more }).statement);
  const best = (axis: Axis) => Object.entries(judged[axis]).reduce((a, b) => (b[1].points > a[1].points ? b : a))[0];
  expect(Object.fromEntries(Object.keys(expected).map((axis) => [axis, best(axis as Axis)]))).toEqual(expected);
});

test('with the model, at least 92 in 100 of what the cases of the rules ask for still holds', () => {
  const asked = cases.flatMap(([text, expected, more]) => {
    const found = labels(text, more);
    return Object.entries(expected).map(([axis, value]) => found[axis as Axis].value === value);
  });
  expect(asked.filter(Boolean).length / asked.length).toBeGreaterThanOrEqual(0.92);
});

test('the deciding words are offsets into the original text, also when it is traditional or full width', () => {
  const words = (text: string) => {
    const { start, end } = labels(text).cause.because[0]!;
    return text.slice(start, end);
  };
  expect(words('你們的ＡＰＰ會閃　退，很煩')).toBe('閃　退');
  expect(words('Your app KEEPS CRASHING')).toBe('CRASHING');
  expect(words('👩‍💻說好的服務，帳戶卻遭人盜刷')).toBe('盜刷');
});

test('a word in the title counts, and its reason names the title', () => {
  expect(labels('如题，打开就这样', { title: '手机银行一直闪退' }).cause).toMatchObject({
    value: 'system-failure',
    because: expect.arrayContaining([{ rule: 'failure', field: 'title', start: 6, end: 8 }]),
  });
});

test('a critical label always shows why', () => {
  expect(labels('再不处理我就打12378').urgency).toMatchObject({
    value: 'critical',
    because: expect.arrayContaining([{ rule: 'regulator', field: 'text', start: 7, end: 12 }]),
  });
});

test('a number that only contains the digits of a hotline is no threat', () => {
  expect(labels('我的单号是8123781').urgency.value).not.toBe('critical');
});

test('a text without a word for it is marked for review rather than trusted', () => {
  expect(labels('。。。').product).toEqual({
    value: 'other',
    confidence: 0,
    needsReview: true,
    because: [{ rule: 'nothing-else-said' }],
  });
});

test('whatever is said, there are labels, and every reason lies inside its field', () => {
  const words = fc.constantFrom(
    ...cases.map(([text]) => text),
    '不',
    'not ',
    '但是',
    '\u{1F621}',
    '\ud800',
    '\u0000',
    '　',
    'ﬀ',
    'İ',
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(words, { maxLength: 8 }).map((w) => w.join('')),
  );
  fc.assert(
    fc.property(anyText, anyText, fc.option(fc.integer({ min: 1, max: 5 })), (text, title, stars) => {
      const found = labels(text, { title, rating: stars === null ? undefined : { stars } });
      labelsSchema.parse(found);
      for (const axis of AXES)
        for (const { field, start, end } of found[axis].because) {
          if (field === undefined) continue;
          expect(start).toBeLessThan(end!);
          expect(end).toBeLessThanOrEqual((field === 'text' ? text : title).length);
        }
    }),
    { numRuns: 150 },
  );
});

test('the longest text allowed is classified in reasonable time', () => {
  for (const unit of ['不', '但是', 'not ', '钱', 'payment ', '扣了', 'a', '我的卡 card ']) {
    const started = performance.now();
    labels(unit.repeat(20_000).slice(0, 20_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  }
});
