import { caseChanged } from '@hearback/contracts';
import { inventCase } from './invent-case';
import { line } from './copy-rows';
import { random } from './random';

const until = Date.parse('2026-11-22T08:00:00Z');
const past = (seed: number, index: number) =>
  inventCase(random(seed), { name: `${index}`, receivedAt: until - 60 * 86_400_000, fate: 'past', until });

test('the same seed invents the same case', () => {
  expect(past(1, 1)).toEqual(past(1, 1));
});

test('every invented change is one that the tracker accepts, numbered by time without gaps', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const changes = past(seed, seed);
    expect(changes.map((change) => caseChanged.schema.parse(change))).toEqual(changes);
    expect(changes.map(({ caseVersion }) => caseVersion)).toEqual(changes.map((_, index) => index + 1));
    expect(changes.map(({ changedAt }) => changedAt)).toEqual(changes.map(({ changedAt }) => changedAt).sort());
  }
});

test('a line of COPY tells null from text, and keeps tabs and backslashes apart', () => {
  expect(line([null, '', 'a\tb\\N\n', true, 7, new Date(0)])).toBe(
    '\\N\t\ta\\tb\\\\N\\n\ttrue\t7\t1970-01-01T00:00:00.000Z\n',
  );
});
