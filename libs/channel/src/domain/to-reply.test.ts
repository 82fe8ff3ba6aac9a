import { deterministicId, replyObserved, type Source } from '@hearback/contracts';
import { toReply } from './to-reply';

const source = { sourceId: 's', timeZone: 'Asia/Shanghai' } as Source;
const arrival = {
  source,
  format: 'hearback/reply/v1',
  receivedAt: new Date('2026-03-02T00:00:00.000Z'),
  idempotencyKey: null,
  sealing: { identity: { version: 1, key: Buffer.alloc(32) }, contacts: String, originals: String },
  randomId: () => 'never',
};
const judge = (value: unknown) => toReply({ index: 0, value, faults: null, original: () => Buffer.alloc(0) }, arrival);
const reply = {
  externalId: 'f-1',
  text: '已为您退款',
  repliedAt: '2026-03-02 07:00:00',
  by: { id: 'agent-7', name: '陳小姐' },
};

test('a reply finds its feedback by what the source calls it', () => {
  const judged = judge({ ...reply, replyId: 'r-1' });
  expect(judged.ok && replyObserved.schema.parse(judged.value)).toEqual({
    replyId: deterministicId('reply', 's', deterministicId('s', 'f-1'), 'r-1'),
    feedbackId: deterministicId('s', 'f-1'),
    sourceId: 's',
    text: '已为您退款',
    repliedAt: '2026-03-01T23:00:00.000Z',
    observedAt: '2026-03-02T00:00:00.000Z',
    by: { id: 'agent-7', name: '陳小姐' },
    automatic: false,
  });
});

test('without a replyId text and time decide', () => {
  const id = (over: object) => {
    const judged = judge({ ...reply, ...over });
    return judged.ok ? judged.value.replyId : null;
  };
  expect(id({})).toBe(id({ by: { id: 'someone' } }));
  expect(new Set([id({}), id({ text: 'b' }), id({ repliedAt: '2026-03-01' })]).size).toBe(3);
});

test.each([
  ['in the future', { ...reply, repliedAt: '2026-03-02T00:06:00Z' }, ['repliedAt in-the-future']],
  ['without a target', { ...reply, externalId: undefined }, ['externalId required']],
  ['with two targets', { ...reply, feedbackId: deterministicId('s', 'f') }, ['feedbackId required']],
  ['without a text', { ...reply, text: ' ' }, ['text required']],
  ['with unknown fields', { ...reply, channel: 'sms' }, ['channel unknown-field']],
])('a reply %s is refused', (_name, item, faults) => {
  const judged = judge(item);
  expect(judged.ok ? [] : judged.faults.map(({ path, reason }) => `${path} ${reason}`)).toEqual(faults);
});
