import { parkGuard } from './park-guard';

const verdicts = (parked: boolean[]) => {
  const guard = parkGuard({ inARow: 50, window: 200 });
  return parked.map((p) => guard.see(p)).filter((v) => v !== null);
};
const repeat = (times: number, ...pattern: boolean[]) => Array.from({ length: times }, () => pattern).flat();

test('fifty parked in a row are borne, one more stops', () => {
  expect(verdicts(repeat(50, true))).toEqual([]);
  expect(verdicts([false, ...repeat(51, true)])).toEqual(['51 messages in a row would be parked']);
});

test('half of the last 200 parked is borne, more stops', () => {
  expect(verdicts(repeat(500, true, false))).toEqual([]);
  expect(verdicts(repeat(67, true, true, false))[0]).toBe('134 of the last 200 messages would be parked');
});

test('few messages decide nothing by their share', () => {
  expect(verdicts(repeat(40, true, true, true, false))).toEqual([]);
});

test('an old bad stretch is forgotten', () => {
  expect(verdicts([...repeat(45, true), ...repeat(400, false), ...repeat(45, true)])).toEqual([]);
});
