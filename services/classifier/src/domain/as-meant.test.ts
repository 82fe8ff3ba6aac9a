import { readFeedback } from './read-feedback';

const read = (text: string) => readFeedback({ text });
const weightOf = (text: string, axis: string, value: string) =>
  read(text)
    .statement.evidence.filter((one) => one.axis === axis && one.value === value)
    .reduce((sum, { weight }) => sum + weight, 0);
const best = (text: string, axis: 'sentiment' | 'kind') =>
  Object.entries(read(text).rules[axis]).reduce((a, b) => (b[1].points > a[1].points ? b : a))[0];

test('"never once" and its like turn every feeling round to the end of their clause, not beyond it', () => {
  expect(best('从来没有遇到过让人失望的柜员', 'sentiment')).toBe('positive');
  expect(best('从来没有来过这里，很失望', 'sentiment')).toBe('negative');
  expect(best('Not once in eleven years was anybody rude to me', 'sentiment')).toBe('positive');
});

test('two denials of one feeling cancel each other once, by the nearer', () => {
  expect(best('没有一次不满意', 'sentiment')).toBe('positive');
});

test('a trouble that never was speaks softly for its cause', () => {
  expect(weightOf('这个程序从来没有在转账时闪退', 'cause', 'system-failure')).toBeLessThan(
    weightOf('这个程序经常在转账时闪退', 'cause', 'system-failure'),
  );
});

test('a danger is not denied away: nobody stopping a fraud is one', () => {
  expect(weightOf('Nobody stopped the fraud', 'urgency', 'critical')).toBe(
    weightOf('You stopped the fraud', 'urgency', 'critical'),
  );
});

test('what a clause approves of is not what is wrong where another clause names a trouble', () => {
  expect(weightOf('柜员态度很满意，年费太贵', 'cause', 'staff-attitude')).toBeLessThan(
    weightOf('柜员态度，年费太贵', 'cause', 'staff-attitude'),
  );
});

test('what was once, what others say and what is wished for is not felt now', () => {
  for (const text of ['去年这里很差劲', '邻居说这里很差劲'])
    expect(weightOf(text, 'sentiment', 'negative')).toBeLessThan(weightOf('这里很差劲', 'sentiment', 'negative'));
  expect(weightOf('如果有夜间模式会很满意', 'sentiment', 'positive')).toBeLessThan(
    weightOf('有夜间模式，很满意', 'sentiment', 'positive') / 2,
  );
});

test('what is taken back, or a drill, is no complaint, unless that is denied', () => {
  expect(best('卡被盗刷了，后来发现是误会', 'kind')).toBe('other');
  expect(read('卡被盗刷了，不是误会').statement.withdrawn).toBe(false);
  expect(read('反诈演练：卡被盗刷了').statement.staged).toBe(true);
  expect(read('This is not a drill, my card was stolen').statement.staged).toBe(false);
});
