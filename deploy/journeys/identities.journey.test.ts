import { startSystem, type RunningSystem } from '@hearback/local';
import { eventually } from '@hearback/testing';
import { createHash } from 'node:crypto';
import { Client } from 'pg';

// What a person decides about identities at the directory (HTTP) reaches the deduplicator (Kafka) and decides from then on
// who is one customer: seen where operations see it, in the relation that `cases` answers.
interface Identity {
  type: string;
  hash: string;
}
type Author = { phone: string } | { email: string };
interface Answer {
  feedbackId: string;
  state: string;
  relation: { kind: string; of: string | null; because: string[] };
}

const LI: { phone: Author; email: Author } = { phone: { phone: '+8613800138001' }, email: { email: 'li@example.com' } };
const COUNTER: Author = { phone: '+862161234567' };

let system: RunningSystem;
let database: Client;
let session: string;

beforeAll(async () => {
  system = await startSystem({ processes: false });
  database = new Client({ connectionString: system.servers.databaseUrl });
  await database.connect();
  const signIn = await post('directory', '/v1/sign-in', { name: 'admin', password: system.adminPassword });
  session = ((await signIn.json()) as { token: string }).token;
}, 240_000);

afterAll(async () => {
  await database?.end();
  await system?.stop();
}, 90_000);

function post(service: 'directory' | 'channel-web-forms' | 'channel-hotline', path: string, body: unknown) {
  const token = service === 'directory' ? session : system.apiKey;
  return fetch(`${system.urls[service]}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

/** Words that no other text shares, so that only the same matter is alike. */
function newMatter(seed: number): string {
  const bytes = createHash('sha512').update(`matter ${seed}`).digest();
  const at = (index: number) => String.fromCharCode(0x4e00 + (bytes.readUInt16BE(index * 2) % 6_000));
  return Array.from({ length: 24 }, (_, index) => at(index)).join('');
}

/** Says it on a channel and waits for what became of it. */
async function say(
  channel: 'channel-web-forms' | 'channel-hotline',
  said: { text: string; author: Author },
): Promise<Answer> {
  const response = await post(channel, '/v1/feedback', { ...said, externalId: `identities-${told++}` });
  expect(response.status).toBe(202);
  const { accepted } = (await response.json()) as { accepted: { feedbackId: string }[] };
  return eventually(async () => {
    const answer = await fetch(`${system.urls.cases}/v1/feedback/${accepted[0]!.feedbackId}`, {
      headers: { authorization: `Bearer ${system.apiKey}` },
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Answer;
  }, 30_000);
}
let told = 0;
let matters = 0;

/** A matter that nobody told before, told under one identity by form and then under another by phone. */
async function toldByBoth(first: Author, second: Author) {
  const text = newMatter(matters++);
  const before = await say('channel-web-forms', { text, author: first });
  const after = await say('channel-hotline', { text, author: second });
  return { kind: after.relation.kind, ofTheFirst: after.relation.of === before.feedbackId, state: after.state };
}

// Only the register keeps hashes; no interface shows them.
async function identityOf(author: Author): Promise<Identity> {
  const { feedbackId } = await say('channel-web-forms', { text: newMatter(matters++), author });
  const { rows } = await database.query<{ customer: { identities: Identity[] } }>(
    'select customer from cases.feedback where feedback_id = $1',
    [feedbackId],
  );
  const { type, hash } = rows[0]!.customer.identities[0]!;
  return { type, hash };
}

async function decide(how: 'merge' | 'split', identities: Identity[], more: object = {}): Promise<void> {
  const response = await post('directory', `/v1/identities/${how}`, { identities, reason: '回访时本人确认', ...more });
  expect([response.status, await response.json()]).toEqual([200, { identities: expect.any(Array) }]);
}

const RESUBMISSION = { kind: 'resubmission', ofTheFirst: true, state: 'joined' };
const LOOKALIKE = { kind: 'lookalike', ofTheFirst: true, state: 'opened' };

test('merged, what the one identity says is a resubmission of the matter of the other; split again, it is not', async () => {
  const identities = [await identityOf(LI.phone), await identityOf(LI.email)];
  expect(await toldByBoth(LI.phone, LI.email)).toEqual(LOOKALIKE);
  await decide('merge', identities);
  await eventually(async () => expect(await toldByBoth(LI.phone, LI.email)).toEqual(RESUBMISSION), 30_000);
  const whileMerged = newMatter(matters++);
  const first = await say('channel-web-forms', { text: whileMerged, author: LI.phone });
  await decide('split', identities);
  await eventually(async () => expect(await toldByBoth(LI.phone, LI.email)).toEqual(LOOKALIKE), 30_000);
  const { relation } = await say('channel-hotline', { text: whileMerged, author: LI.email });
  expect(relation).toMatchObject({ kind: 'lookalike', of: first.feedbackId });
}, 120_000);

test('a phone that people call shared makes nobody one customer, until they take that back', async () => {
  const identities = [await identityOf(COUNTER)];
  expect(await toldByBoth(COUNTER, COUNTER)).toEqual(RESUBMISSION);
  await decide('split', identities, { shared: true });
  await eventually(async () => expect(await toldByBoth(COUNTER, COUNTER)).toEqual(LOOKALIKE), 30_000);
  const refused = await post('directory', '/v1/identities/merge', {
    identities: [...identities, await identityOf(LI.email)],
    reason: '误操作',
  });
  expect(refused.status).toBe(409);
  await decide('split', identities);
  await eventually(async () => expect(await toldByBoth(COUNTER, COUNTER)).toEqual(RESUBMISSION), 30_000);
}, 120_000);

test('who decided what, and why, is kept', async () => {
  const answer = await fetch(`${system.urls.directory}/v1/identities/changes`, {
    headers: { authorization: `Bearer ${session}` },
  });
  const { items } = (await answer.json()) as { items: { action: string; by: string; reason: string }[] };
  expect(items.map(({ action, by, reason }) => [action, by, reason])).toEqual(
    ['split', 'split', 'split', 'merged'].map((action) => [action, 'admin', '回访时本人确认']),
  );
}, 30_000);
