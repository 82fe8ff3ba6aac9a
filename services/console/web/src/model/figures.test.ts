import { clockFace, ratePercent, spanOf } from './figures';

test.each([
  [0, 0, null],
  [10, 0, '100.0'],
  [9_999, 1, '99.9'],
  [999_999, 1, '99.9'],
  [2, 1, '66.6'],
  [0, 3, '0.0'],
])('%i met and %i missed is %s percent, never rounded up', (met, missed, percent) => {
  expect(ratePercent({ met, missed })).toBe(percent);
});

test.each([
  [0, '00:00:00'],
  [18_753_999, '05:12:33'],
  [-61_000, '00:01:01'],
  [400_000_000, '111:06:40'],
])('%i ms on a clock face is %s', (ms, face) => {
  expect(clockFace(ms)).toBe(face);
});

test.each([
  [-5, { unit: 'seconds', value: 0 }],
  [59.9, { unit: 'seconds', value: 59 }],
  [3_599, { unit: 'minutes', value: 59 }],
  [90_000, { unit: 'hours', value: 25 }],
  [172_800, { unit: 'days', value: 2 }],
])('%d seconds are told as %j', (seconds, span) => {
  expect(spanOf(seconds)).toEqual(span);
});
