import {
  observedReplyId,
  replyDelivered,
  replyFailed,
  replyRequested,
  sourceChanged,
  type ReplyRequested,
} from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { eventually } from '@hearback/testing';
import { arrival, caseOf, idOf } from '../src/domain/test-feedback';
import { command, detail } from './drive-cases';
import { startHarness, type Harness } from './harness';

jest.setTimeout(120_000);
let h: Harness;
const names = ['delivered', 'failed', 'late', 'seen-after', 'seen-before', 'mute'];

beforeAll(async () => {
  h = await startHarness();
  await source('store', { replyUrl: 'https://bank.example/replies' });
  await source('mute', {});
  await h.classified(
    ...names.map((name) =>
      arrival({
        name,
        text: name,
        feedback: { sourceId: name === 'mute' ? 'mute' : 'store', externalId: `x-${name}` },
      }),
    ),
  );
  await eventually(async () => {
    const found = await Promise.all(names.map((name) => h.get(`/v1/cases/${caseOf(name)}`)));
    expect(found.map((answer) => answer.status)).toEqual(names.map(() => 200));
  });
});
afterAll(() => h?.stop());

const source = (sourceId: string, settings: Record<string, string>) =>
  h.publisher.publish(sourceChanged, {
    kind: 'source',
    sourceId,
    channel: 'social',
    name: sourceId,
    isDefault: false,
    rate: { itemsPerSecond: 1, burst: 1 },
    settings,
    changedAt: new Date().toISOString(),
  });
const reply = (name: string) =>
  command(h, { caseId: caseOf(name), name: 'reply', body: { text: '您好，年费已退回您的账户。', by: 'channel' } });

async function requested(name: string): Promise<ReplyRequested[]> {
  const found: ReplyRequested[] = [];
  await readToEnd(h.connection, replyRequested.topic, ({ value }) => {
    const request = replyRequested.schema.parse(JSON.parse(String(value)));
    if (request.caseId === caseOf(name)) found.push(request);
  });
  return found;
}
const requestOf = (name: string) =>
  eventually(async () => {
    const [request] = await requested(name);
    if (!request) throw new Error('not requested yet');
    return request;
  });
const kinds = async (name: string) => {
  const { state, timeline } = await detail(h, caseOf(name));
  return { state, kinds: timeline.map(({ kind }) => kind).sort() };
};
const outcomeOf = ({ replyId, caseId, feedbackId, sourceId }: ReplyRequested) => ({
  replyId,
  caseId,
  feedbackId,
  sourceId,
});

test('a reply through the channel is asked for once, and answers the case when it is delivered', async () => {
  // Its source may not be known yet.
  await eventually(async () => expect((await reply('delivered')).status).toBe(200));
  const request = await requestOf('delivered');
  expect(request).toMatchObject({
    feedbackId: idOf('delivered'),
    sourceId: 'store',
    externalId: 'x-delivered',
    text: '您好，年费已退回您的账户。',
  });
  expect(await kinds('delivered')).toEqual({ state: 'new', kinds: ['opened', 'reply-requested'] });
  const deliveredAt = new Date().toISOString();
  for (let times = 0; times < 2; times++)
    await h.publisher.publish(replyDelivered, { ...outcomeOf(request), deliveredAt, attempts: 1 });
  await eventually(async () =>
    expect(await kinds('delivered')).toEqual({ state: 'replied', kinds: ['opened', 'replied', 'reply-requested'] }),
  );
  const { timeline } = await detail(h, caseOf('delivered'));
  const data = timeline.find(({ kind }) => kind === 'replied')!.data;
  expect(data).toMatchObject({
    replyId: request.replyId,
    repliedAt: deliveredAt,
    origin: 'observed',
    substantive: true,
  });
  expect(await requested('delivered')).toHaveLength(1);
});

describe('a reply that its channel sees again', () => {
  const at = '2026-03-02T08:00:00.000Z';
  const seen = (request: ReplyRequested, text = request.text) => ({
    replyId: observedReplyId(request.sourceId, request.feedbackId, 'status-77'),
    feedbackId: request.feedbackId,
    sourceId: request.sourceId,
    text,
    repliedAt: at,
    observedAt: at,
    by: { id: 'official' },
    automatic: false,
  });
  const delivered = (request: ReplyRequested) =>
    h.publisher.publish(replyDelivered, {
      ...outcomeOf(request),
      externalReplyId: 'status-77',
      deliveredAt: at,
      attempts: 1,
    });
  const replied = async (name: string) =>
    (await detail(h, caseOf(name))).timeline.filter(({ kind }) => kind === 'replied').length;
  const answered = (name: string, times: number) =>
    eventually(async () => expect([name, await replied(name)]).toEqual([name, times]));

  test('after it was delivered answers its case once, and what is said there besides is another', async () => {
    await reply('seen-after');
    const request = await requestOf('seen-after');
    await delivered(request);
    await answered('seen-after', 1);
    await h.observed(seen(request));
    await delivered(request);
    await h.observed({ ...seen(request), replyId: observedReplyId('store', request.feedbackId, 'status-78') });
    await answered('seen-after', 2);
    await h.restart();
    await answered('seen-after', 2);
  });

  test('before it was delivered answers its case once', async () => {
    await reply('seen-before');
    const request = await requestOf('seen-before');
    await h.observed(seen(request, ` ${request.text}\n`));
    await answered('seen-before', 1);
    await delivered(request);
    await h.restart();
    await eventually(async () => {
      const { rows } = await h.pool.query('select state from outgoing_reply where reply_id = $1', [request.replyId]);
      expect(rows).toEqual([{ state: 'delivered' }]);
    });
    expect(await replied('seen-before')).toBe(1);
  });
});

test('a reply that failed is told in the case once, and the customer has no answer', async () => {
  await reply('failed');
  const request = await requestOf('failed');
  const failed = {
    ...outcomeOf(request),
    reason: 'the mail server answered 550 no such user',
    failedAt: new Date().toISOString(),
    attempts: 1,
  };
  for (let times = 0; times < 2; times++) await h.publisher.publish(replyFailed, failed);
  const expected = { state: 'new', kinds: ['opened', 'reply-failed', 'reply-requested'] };
  await eventually(async () => expect(await kinds('failed')).toEqual(expected));
  const { timeline } = await detail(h, caseOf('failed'));
  const told = timeline.find(({ kind }) => kind === 'reply-failed')!.data;
  expect(told).toMatchObject({ reason: 'other', text: 'the mail server answered 550 no such user' });
});

test('an outcome that was unknown and is found to be delivered answers after all, and a failure after it changes nothing', async () => {
  await reply('late');
  const request = await requestOf('late');
  const at = new Date().toISOString();
  await h.publisher.publish(replyFailed, { ...outcomeOf(request), reason: 'unknown', failedAt: at, attempts: 1 });
  await eventually(async () => expect((await kinds('late')).kinds).toContain('reply-failed'));
  await h.publisher.publish(replyDelivered, { ...outcomeOf(request), deliveredAt: at, attempts: 1 });
  await eventually(async () => expect((await kinds('late')).state).toBe('replied'));
  await h.publisher.publish(replyFailed, { ...outcomeOf(request), reason: 'too-late', failedAt: at, attempts: 2 });
  await h.restart();
  expect(await kinds('late')).toEqual({
    state: 'replied',
    kinds: ['opened', 'replied', 'reply-failed', 'reply-requested'],
  });
});

test('a source that cannot carry a reply is refused, until it can', async () => {
  expect(await reply('mute')).toMatchObject({ status: 409, body: { type: '/problems/source-cannot-reply' } });
  await source('mute', { replyUrl: 'https://bank.example/replies' });
  await eventually(async () => expect((await reply('mute')).status).toBe(200));
});
