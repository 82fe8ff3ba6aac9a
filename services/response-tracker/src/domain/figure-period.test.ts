import { dividePeriod, hourStart, upToThisHour } from './figure-period';

const at = (time: string) => new Date(`2026-02-16T${time}Z`);
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });

test.each([
  [span('01:00:00.000', '05:00:00.000'), span('01:00:00.000', '05:00:00.000'), []],
  [
    span('00:59:59.999', '05:00:00.001'),
    span('01:00:00.000', '05:00:00.000'),
    [span('00:59:59.999', '01:00:00.000'), span('05:00:00.000', '05:00:00.001')],
  ],
  [span('01:10:00.000', '01:50:00.000'), null, [span('01:10:00.000', '01:50:00.000')]],
  [span('01:10:00.000', '02:50:00.000'), null, [span('01:10:00.000', '02:50:00.000')]],
  [span('01:10:00.000', '02:00:00.000'), null, [span('01:10:00.000', '02:00:00.000')]],
])('%o is divided without gap or overlap', (period, hours, edges) => {
  expect(dividePeriod(period)).toEqual({ hours, edges });
});

test('the hour of a moment starts at or before it', () => {
  expect(hourStart(at('05:59:59.999'))).toEqual(at('05:00:00.000'));
  expect(hourStart(at('05:00:00.000'))).toEqual(at('05:00:00.000'));
});

test('the hour that has begun is taken whole, one that is over is cut where the period ends', () => {
  const at = (time: string) => new Date(`2026-02-16T${time}:00.000Z`);
  const period = { from: at('08:20'), to: at('10:40') };
  expect(upToThisHour(period, at('10:40'))).toEqual({ from: at('08:20'), to: at('11:00') });
  expect(upToThisHour(period, at('10:41'))).toEqual(period);
  expect(upToThisHour({ from: at('08:20'), to: at('10:00') }, at('10:00'))).toEqual({
    from: at('08:20'),
    to: at('10:00'),
  });
});
