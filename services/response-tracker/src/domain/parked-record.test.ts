import { PARKED_HEADERS, REPLAY_HEADERS, caseChanged, feedbackClassified } from '@hearback/contracts';
import { parkedRecord } from './parked-record';

const feedbackId = 'a0000000-0000-4000-8000-000000000041';
const timestamp = new Date('2026-02-16T01:00:05Z');
const headers = {
  ce_id: 'e1',
  ce_subject: feedbackId,
  [PARKED_HEADERS.topic]: feedbackClassified.topic,
  [PARKED_HEADERS.partition]: '3',
  [PARKED_HEADERS.offset]: '9',
  [PARKED_HEADERS.at]: '2026-02-16T01:00:00.000Z',
};
const read = (given: Record<string, string>) => parkedRecord({ headers: given, position: '0:17', timestamp });

test('a parked feedback is known by its event and its feedback', () => {
  expect(read(headers)).toEqual({
    offset: '17',
    ends: [],
    parked: { eventId: 'e1', feedbackId, parkedAt: new Date('2026-02-16T01:00:00Z') },
  });
});

test('a parked change of a case waits for no feedback', () => {
  expect(read({ ...headers, [PARKED_HEADERS.topic]: caseChanged.topic }).parked!.feedbackId).toBeNull();
});

test('an unreadable message is known by where it came from, or by where it lies', () => {
  const { ce_id: _, ce_subject: __, ...bare } = headers;
  expect(read(bare).parked!.eventId).toBe(`${feedbackClassified.topic}:3:9`);
  expect(read({ ce_subject: 'x' }).parked).toEqual({ eventId: 'record:0:17', feedbackId: null, parkedAt: timestamp });
});

test('a replay that is over ends what it replayed', () => {
  expect(read({ [REPLAY_HEADERS.done]: '12' })).toEqual({ offset: '17', ends: ['12'], parked: null });
});

test('a replay that is parked again takes the place of what it replayed', () => {
  const again = read({ ...headers, [REPLAY_HEADERS.of]: '12' });
  expect([again.ends, again.parked!.eventId]).toEqual([['12'], 'e1']);
});
