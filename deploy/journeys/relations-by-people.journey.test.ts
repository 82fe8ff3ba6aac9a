import { startSystem, type RunningSystem } from '@hearback/local';
import { eventually } from '@hearback/testing';
import Redis from 'ioredis';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit } from './audit';

// What people say of relations, and what a source deletes, all the way: the cases, their promises, the examples that are
// kept, and the rules tried again on them.
const FEE = '信用卡年费被重复扣了两次，打了三次电话没有人处理，请尽快退回';
const root = join(__dirname, '../..');
const QUEUE = '网点排队两个小时只开一个窗口，大堂经理不理人';

let system: RunningSystem;
const folder = mkdtempSync(join(tmpdir(), 'hearback-relations-'));

beforeAll(async () => {
  system = await startSystem({ processes: false });
}, 240_000);

afterAll(async () => {
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 90_000);

interface Feedback {
  feedbackId: string;
  caseId: string;
  state: string;
  relation: { kind: string };
}

interface Sent {
  body: unknown;
  key: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function call(service: keyof RunningSystem['urls'], path: string, sent?: Sent): Promise<any> {
  const response = await fetch(`${system.urls[service]}${path}`, {
    ...(sent ? { method: 'POST', body: JSON.stringify(sent.body) } : {}),
    headers: {
      authorization: `Bearer ${system.apiKey}`,
      'content-type': 'application/json',
      ...(sent ? { 'idempotency-key': sent.key } : {}),
    },
  });
  if (response.status >= 300) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function post(item: { externalId: string; [field: string]: unknown }): Promise<string> {
  const { accepted } = await call('channel-social', '/v1/feedback', { body: item, key: item.externalId });
  return accepted[0].feedbackId;
}

const feedbackOf = (feedbackId: string): Promise<Feedback> =>
  eventually(() => call('cases', `/v1/feedback/${feedbackId}`), 30_000);
const say = async (item: { externalId: string; [field: string]: unknown }) => feedbackOf(await post(item));
const detailOf = (caseId: string) => call('cases', `/v1/cases/${caseId}`);
const command = async (caseId: string, name: string, body: object) => {
  const { version } = await detailOf(caseId);
  return call('cases', `/v1/cases/${caseId}/${name}`, { body: { version, ...body }, key: `${name}-${version}` });
};
const promisesOf = async (feedbackId: string) =>
  (await call('response-tracker', `/v1/clocks?feedbackId=${feedbackId}`)).items
    .filter(({ kind }: { kind: string }) => kind === 'first-reply')
    .map(({ caseId, state, startedAt, dueAt }: Record<string, string>) => ({ caseId, state, startedAt, dueAt }));
const running = (promises: { state: string }[]) => promises.filter(({ state }) => state !== 'withdrawn');

let first: Feedback;
let second: Feedback;

test('what strangers say alike is two cases of one campaign, each with a promise', async () => {
  first = await say({ externalId: 'r-1', text: FEE, author: { id: 'li' }, engagement: { followers: 40 } });
  second = await say({ externalId: 'r-2', text: `${FEE}！`, author: { id: 'wang' } });
  expect([first.state, second.state, second.relation.kind]).toEqual(['opened', 'opened', 'lookalike']);
  await eventually(
    async () => expect(await promisesOf(second.feedbackId)).toMatchObject([{ state: 'running' }]),
    30_000,
  );
  expect((await call('cases', '/v1/campaigns')).items).toMatchObject([
    { clusterId: first.feedbackId, size: 2, customers: 2, reach: 40, first: { caseId: first.caseId } },
  ]);
}, 90_000);

test('linked by a person it is one case, and its promise runs on from the same moment', async () => {
  const [before] = await promisesOf(second.feedbackId);
  const linked = await command(first.caseId, 'link', { feedbackId: second.feedbackId, reason: '同一家人，同一张卡' });
  expect(linked).toMatchObject({ caseId: first.caseId, fromCaseId: second.caseId });
  await eventually(async () => {
    expect(running(await promisesOf(second.feedbackId))).toEqual([{ ...before, caseId: first.caseId }]);
  }, 30_000);
  expect(await feedbackOf(second.feedbackId)).toMatchObject({ state: 'joined', caseId: first.caseId });
  expect(audit(system.servers)).toMatchObject({ ok: true, doubled: [], ends: { opened: 1, joined: 1 } });
}, 120_000);

test('taken out again it has a case and the same promise once more', async () => {
  const [before] = running(await promisesOf(second.feedbackId));
  const { newCaseId } = await command(first.caseId, 'unlink', { feedbackId: second.feedbackId, reason: '看错了' });
  await eventually(async () => {
    expect(running(await promisesOf(second.feedbackId))).toEqual([{ ...before, caseId: newCaseId }]);
  }, 30_000);
  expect(audit(system.servers)).toMatchObject({ ok: true, ends: { opened: 2, joined: 0 } });
}, 120_000);

test('what is deleted at the source stays a case with its promise, though the deletion came first', async () => {
  const feedbackId = await post({ externalId: 'd-1', deleted: true });
  expect(audit(system.servers)).toMatchObject({ ok: true, accepted: 2 });
  const deleted = await say({ externalId: 'd-1', text: QUEUE, author: { id: 'zhao' } });
  expect(deleted).toMatchObject({ feedbackId, state: 'opened' });
  await post({ externalId: 'd-1', deleted: true });
  await eventually(async () => {
    const { timeline, state } = await detailOf(deleted.caseId);
    expect([state, timeline.map(({ kind }: { kind: string }) => kind)]).toEqual(['new', ['opened', 'source-deleted']]);
    expect(await promisesOf(feedbackId)).toMatchObject([{ state: 'running' }]);
  }, 30_000);
  expect(audit(system.servers)).toMatchObject({ ok: true, accepted: 3 });
}, 120_000);

function node(...args: string[]) {
  const env = {
    ...process.env,
    KAFKA_BROKERS: system.servers.kafkaBrokers,
    DATABASE_URL: system.servers.databaseUrl,
    REDIS_URL: system.servers.redisUrl,
    KAFKA_TOPIC_PREFIX: '',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  return { status, said: `${stdout}${stderr}` };
}

test('a rebuild that an operator asks for holds decisions back until earlier feedback is there, and changes none', async () => {
  const redis = new Redis(system.servers.redisUrl);
  const markers = async () => (await redis.keys('dedup:*:epoch')).length;
  try {
    expect(await markers()).toBe(1);
    const asked = node(join(root, 'dist/services/cli/main.js'), 'rebuild-relations', '--wait', '1');
    expect([asked.status, asked.said, await markers()]).toEqual([0, expect.stringMatching(/^Asked for/), 0]);
    const again = await say({ externalId: 'r-3', text: FEE, author: { id: 'li' } });
    expect([again.relation.kind, again.caseId, await markers()]).toEqual(['resubmission', first.caseId, 1]);
  } finally {
    redis.disconnect();
  }
}, 60_000);

test('what people said is kept, written out, and tried on the rules again', async () => {
  const file = join(folder, 'examples.jsonl');
  const counted = node(join(root, 'dist/services/cli/main.js'), 'relation-examples');
  expect([counted.status, counted.said]).toEqual([0, expect.stringMatching(/^1 pairs .* 1 that are not/)]);
  expect(node(join(root, 'dist/services/cli/main.js'), 'relation-examples', '--out', file).status).toBe(0);
  const examples = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect([statSync(file).mode & 0o777, examples]).toMatchObject([
    0o600,
    [
      { said: 'same-matter', sameCustomer: false, relation: { kind: 'lookalike' }, feedback: { text: `${FEE}！` } },
      { said: 'another-matter', feedback: { feedbackId: second.feedbackId }, other: { feedbackId: first.feedbackId } },
    ],
  ]);
  const replay = (least: string) =>
    node(join(root, 'services/deduplicator/quality/replay-examples.mjs'), file, '--least', least);
  expect([replay('0.5'), replay('0.6')]).toMatchObject([
    { status: 0, said: expect.stringMatching(/same-matter: 0 of 1.*\n.*another-matter: 1 of 1.*\n50\.0 % of 2/) },
    { status: 1 },
  ]);
}, 60_000);

test('labels that people corrected are written out as texts to train with', async () => {
  const file = join(folder, 'labels.jsonl');
  await command(first.caseId, 'reclassify', { product: 'loan' });
  const written = node(join(root, 'dist/services/cli/main.js'), 'label-examples', '--out', file);
  expect([written.status, written.said]).toEqual([0, expect.stringMatching(/^1 texts/)]);
  expect([statSync(file).mode & 0o777, JSON.parse(readFileSync(file, 'utf8'))]).toEqual([
    0o600,
    { text: FEE, channel: expect.any(String), product: 'loan' },
  ]);
}, 60_000);
