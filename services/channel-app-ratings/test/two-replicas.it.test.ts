import { randomUUID } from 'node:crypto';
import { seal } from '@hearback/access';
import { replyAttempted, replyDelivered, replyFailed, replyRequested } from '@hearback/contracts';
import { channelUnderTest, eventually, groupDivided, type ChannelUnderTest } from '@hearback/testing';
import { stoppableReplica, type StoppableReplica } from './stoppable-replica';
import { appGalleryStandIn } from './vendors/appgallery';

jest.setTimeout(240_000);

const REPLIES = 120;
/** Calls of one replica at the same time. */
const AT_ONCE = 16;
/**
 * So long that a slow machine has asked for every reply, and stopped one replica, before any is tried again: in the middle
 * of a call it would keep its reply. The other replica waits as long, so it is over when the stopped one goes on.
 */
const STORE_WAITS_S = 30;
/** Each call takes long enough that every replica is in the middle of many. */
const ANSWERS_AFTER_MS = 100;

let gallery: Awaited<ReturnType<typeof appGalleryStandIn>>;
let channel: ChannelUnderTest;
const replicas: StoppableReplica[] = [];

beforeAll(async () => {
  gallery = await appGalleryStandIn('android', ANSWERS_AFTER_MS);
  channel = await channelUnderTest(async (env) => {
    replicas.push(...(await Promise.all([stoppableReplica(env), stoppableReplica(env)])));
    const stop = async () => void (await Promise.all(replicas.map((replica) => replica.kill())));
    return { name: 'channel-app-ratings', url: replicas[0]!.url, notReady: () => [], stop };
  });
  await channel.completeSnapshots();
  await channel.registerSource({
    ...{ sourceId: 'gallery', channel: 'app-rating', format: 'appgallery-reviews' },
    settings: { ...gallery.access.settings, baseUrl: gallery.url, pollSeconds: '86400' },
    credentialsEncrypted: seal(channel.keys.secrets, JSON.stringify(gallery.access.credentials)),
    changedAt: new Date().toISOString(),
  });
  for (const { url } of replicas)
    await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200), 60_000);
  await groupDivided(channel.kafka, 'channel-app-ratings-senders');
  // The poll signs in too.
  await eventually(() => expect(gallery.requests.map(({ method }) => method)).toContain('GET'), 60_000);
});
afterAll(async () => {
  await channel?.stop();
  await gallery?.stop();
});

async function request(externalId: string): Promise<string> {
  const [replyId, caseId, feedbackId] = [randomUUID(), randomUUID(), randomUUID()];
  const asked = { replyId, caseId, feedbackId, sourceId: 'gallery', channel: 'app-rating' as const, externalId };
  const requestedAt = new Date().toISOString();
  await channel.publisher.publish(replyRequested, { ...asked, text: '已修复。', requestedAt, by: 'user:7' });
  return replyId;
}
const answered = () =>
  gallery.requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/reviews'))
    .map(({ body }) => (JSON.parse(body) as { reviewId: string }).reviewId);
const idsOn = async (event: typeof replyDelivered | typeof replyFailed) =>
  (await channel.read(event)).map(({ data }) => data.replyId);

/** So many reviews more, each asked to be answered; gives the reviews and the replies. */
async function askForReplies(round: string): Promise<{ reviews: string[]; asked: string[] }> {
  const reviews = Array.from({ length: REPLIES }, (_, n) => `${round}-${n}`);
  gallery.reviews.push(...reviews.map((id) => ({ id, at: Date.now(), content: '转账没有到账', rating: 1 })));
  return { reviews, asked: await Promise.all(reviews.map(request)) };
}

/** The store has each answer once, and each reply is told delivered. */
async function eachAnsweredOnce({ reviews, asked }: { reviews: string[]; asked: string[] }): Promise<void> {
  const ours = (ids: string[]) => ids.filter((id) => asked.includes(id)).sort();
  await eventually(async () => expect(ours(await idsOn(replyDelivered))).toEqual([...asked].sort()), 60_000);
  expect(
    answered()
      .filter((id) => reviews.includes(id))
      .sort(),
  ).toEqual([...reviews].sort());
  expect(await idsOn(replyFailed)).toEqual([]);
}

test('a replica that was stopped while another sent its replies believes to hold them, and sends none again', async () => {
  // The store asks all of them to wait, so that both replicas have work that they are not at.
  const opens = gallery.answerAll(/token$/, { status: 429, headers: { 'retry-after': String(STORE_WAITS_S) } });
  const round = await askForReplies('waiting');
  const heldUp = async () => {
    const attempts = (await channel.read(replyAttempted)).map(({ data }) => data);
    return new Set(attempts.filter(({ state, attempts }) => state === 'queued' && attempts > 0).map((a) => a.replyId));
  };
  await eventually(async () => expect((await heldUp()).size).toBe(REPLIES), 60_000);
  replicas[0]!.pause();
  opens();
  await eventually(() => expect(new Set(answered()).size).toBe(REPLIES), 90_000);
  await eventually(async () => expect((await idsOn(replyDelivered)).length).toBe(REPLIES));
  replicas[0]!.goOn();
  await groupDivided(channel.kafka, 'channel-app-ratings-senders');
  await eachAnsweredOnce(round);
});

test('a replica that was stopped in the middle of calls tells how they ended, and loses no reply', async () => {
  const before = answered().length;
  const round = await askForReplies('under-way');
  await eventually(() => expect(answered().length - before).toBeGreaterThan(REPLIES / 8));
  replicas[0]!.pause();
  // All but the calls that the stopped one is in the middle of.
  await eventually(() => expect(new Set(answered()).size - before).toBeGreaterThanOrEqual(REPLIES - AT_ONCE), 60_000);
  replicas[0]!.goOn();
  await eachAnsweredOnce(round);
});
