import { printRefusal } from './print-refused';
import type { ShownRefusal } from './refused';

const FEEDBACK = 'd8b0ef2a-5d4c-5a4e-9d0e-8c1d1a4d9b11';

const refusal = (given: Partial<ShownRefusal>): ShownRefusal => ({
  ...{ refusedId: 'r', sourceId: 's', channel: 'branch', receivedAt: '2026-05-20T01:00:00.000Z', format: 'file/v1' },
  ...{ reasons: [], truncated: false, state: 'superseded', replayingSince: null, closedAt: null },
  feedbackIds: [FEEDBACK],
  original: { text: '慢', encoding: 'gb18030', headers: {} },
  history: [{ at: '2026-05-20T02:00:00.000Z', kind: 'superseded', by: null, data: { feedbackIds: [FEEDBACK] } }],
  ...given,
});

test('a refusal that was superseded says by what, and in which encoding its original is shown', () => {
  expect(printRefusal(refusal({})).split('\n').slice(2)).toEqual([
    `mended by ${FEEDBACK}`,
    'history   2026-05-20T02:00:00.000Z  superseded',
    '',
    '(shown as gb18030)',
    '慢',
  ]);
  expect(printRefusal(refusal({ state: 'replayed' }))).toContain(`became    ${FEEDBACK}`);
});
