import { describeError } from './describe-error';

test('says class, code and place, never the message', () => {
  const error = Object.assign(new TypeError('unexpected "我的卡号是6222"'), { code: '22P02' });
  const described = describeError(error);
  expect(described.error).toBe('TypeError 22P02');
  expect(described.at).toMatch(/domain\/describe-error\.test\.ts:\d+:\d+/);
  expect(JSON.stringify(described)).not.toMatch(/6222|卡号/);
});

test.each([['text'], [undefined], [{ name: 'x' }]])('what is no Error is only named by its type: %j', (thrown) => {
  expect(describeError(thrown)).toEqual({ error: typeof thrown });
});
