import { NO_COUNTS } from '@hearback/proof';
import { answerOf, answersByPromise, leftOut, type FigureRow } from './figure-answer';

const row = (given: Partial<FigureRow>): FigureRow => ({
  promise: 'first-reply',
  dimension: 'total',
  key: '',
  ...NO_COUNTS,
  ...given,
});

const rows = [
  row({ met: 2, missed: 1, withdrawn: 3 }),
  row({ promise: 'next-reply', met: 1 }),
  row({ dimension: 'channel', key: 'social', met: 1, missed: 1 }),
  row({ dimension: 'channel', key: 'hotline', met: 1, withdrawn: 3 }),
  row({ dimension: 'channel', key: 'hotline', met: 1, promise: 'next-reply' }),
  row({ dimension: 'channel', key: 'branch' }),
  row({ dimension: 'withdrawn-reason', key: 'spam', withdrawn: 1 }),
  row({ dimension: 'withdrawn-reason', key: 'recomputed', withdrawn: 2 }),
];

test('promises are added by key, and the rate comes from the sums', () => {
  expect(answerOf(rows, 'channel')).toEqual({
    total: { met: 3, confirmed: 0, missed: 1, running: 0, withdrawn: 3, rate: 0.75, rateText: '75.00 %' },
    by: [
      { key: 'hotline', met: 2, confirmed: 0, missed: 0, running: 0, withdrawn: 3, rate: 1, rateText: '100 %' },
      { key: 'social', met: 1, confirmed: 0, missed: 1, running: 0, withdrawn: 0, rate: 0.5, rateText: '50.00 %' },
    ],
    excluded: [
      { reason: 'recomputed', count: 2 },
      { reason: 'spam', count: 1 },
    ],
  });
});

test('grouped by nothing there is only the total', () => {
  expect(answerOf(rows, 'total').by).toEqual([]);
});

test('every kind of promise has a rate, also one that nothing was promised in', () => {
  const answers = answersByPromise(rows);
  expect(answers.map(({ promise, rateText }) => [promise, rateText])).toEqual([
    ['first-reply', '66.66 %'],
    ['next-reply', '100 %'],
    ['progress-update', null],
    ['resolution', null],
    ['legal', null],
    ['acknowledgement', null],
    ['follow-up-visit', null],
  ]);
});

test('a rate says what it leaves out', () => {
  expect(leftOut(['first-reply', 'next-reply']).map(({ what }) => what)).toEqual([
    'running',
    'withdrawn',
    'progress-update',
    'resolution',
    'legal',
    'acknowledgement',
    'follow-up-visit',
  ]);
});
