import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '@hearback/contracts';
import { startSystem, type RunningSystem } from '@hearback/local';
import { eventually } from '@hearback/testing';
import { CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { audit } from './audit';

// From outside, through the front door: every format by the kit, and by the vendors' own libraries where there are some.
const ROOT = join(__dirname, '../..');
const kitBody = (format: string, file: string) =>
  readFileSync(join(ROOT, 'conformance/formats', format, 'bodies', file), 'utf8');

let system: RunningSystem;
let key: string;

beforeAll(async () => {
  system = await startSystem({ processes: false });
  const signIn = await post('/v1/sign-in', { name: 'admin', password: system.adminPassword });
  const scopes = ['post', 'read', 'admin'];
  key = (await post<{ token: string }>('/v1/api-keys', { name: 'kit', scopes }, signIn.token)).token;
}, 240_000);

afterAll(() => system?.stop(), 90_000);

async function post<T = { token: string }>(path: string, body: object, token = ''): Promise<T> {
  const answer = await fetch(`${system.urls.console}/api/directory${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBeLessThan(300);
  return (await answer.json()) as T;
}

function conformance(...args: string[]): Promise<{ out: string; err: string }> {
  const command = [join(ROOT, 'dist/services/cli/main.js'), 'conformance', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { maxBuffer: 16_777_216 }, (_, out, err) => resolve({ out, err }));
  });
}

test('every format passes the whole kit, and the table in the docs says so', async () => {
  const { out, err } = await conformance(system.urls.console, '--key', key, '--markdown');
  expect(err).toBe('');
  const rows = out.split('\n').filter((line) => line.endsWith(' 100 % |'));
  expect(rows.map((row) => row.split(' ')[1]).sort()).toEqual(Object.keys(FORMATS).sort());
  expect(readFileSync(join(ROOT, 'docs/conformance.md'), 'utf8')).toContain(out.trim());
}, 600_000);

/** A source of a format, and its address through the front door, once it is known there. */
async function sourceOf(format: string, channel: string, frontDoor: string): Promise<{ hook: string; secret: string }> {
  const source = await post<{ sourceId: string; secret: string }>(
    '/v1/sources',
    { name: format, format, channel },
    key,
  );
  const hook = `${system.urls.console}/api/${frontDoor}/v1/hooks/${source.sourceId}`;
  await eventually(async () => expect((await fetch(hook)).status).toBe(405), 30_000);
  return { hook, secret: source.secret };
}

async function accepted(answer: Response): Promise<number[]> {
  const { accepted: items = [] } = (await answer.json()) as { accepted?: unknown[] };
  return [answer.status, items.length];
}

test('a vendor who knows the hook and its secret only is told what was not seen, and what fails with another secret', async () => {
  const { hook, secret } = await sourceOf('typeform', 'web-form', 'web-forms');
  const { out } = await conformance(hook, '--format', 'typeform', '--secret', secret);
  expect(out).toMatch(/^typeform .* 100 % +\d+ only in part$/m);
  const wrong = await conformance(hook, '--format', 'typeform', '--secret', 'another-secret');
  expect(wrong.out).toMatch(/complaint-simplified: answered 401 .*, expected 202/);
}, 60_000);

test("what Twilio's library signs is taken", async () => {
  const { hook, secret } = await sourceOf('twilio-transcription', 'hotline', 'hotline');
  const body = kitBody('twilio-transcription', 'chinese-emoji.txt');
  const signature = getExpectedTwilioSignature(secret, hook, Object.fromEntries(new URLSearchParams(body)));
  const send = (signed: string) =>
    fetch(hook, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed },
      body,
    });
  expect(await accepted(await send(signature))).toEqual([202, 1]);
  expect((await send(signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')))).status).toBe(401);
}, 60_000);

test("what Standard Webhooks' library signs is taken", async () => {
  const { hook, secret } = await sourceOf('standard-webhooks', 'web-form', 'web-forms');
  const body = kitBody('standard-webhooks', 'list.json');
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': 'msg_library',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign('msg_library', now, body),
  };
  expect(await accepted(await fetch(hook, { method: 'POST', headers, body }))).toEqual([202, 3]);
}, 60_000);

test("what CloudEvents' library writes is taken, binary and structured, as one feedback", async () => {
  const { hook, secret } = await sourceOf('cloud-events', 'social', 'social');
  const data = { text: '信用卡被收了兩次年費😡', rating: { stars: 1 } };
  const event = new CloudEvent({ id: 'library-1', source: '/branches/mongkok', type: 'com.example.feedback', data });
  const ids: unknown[] = [];
  for (const { headers, body } of [HTTP.binary(event), HTTP.structured(event)]) {
    const init = { method: 'POST', headers: headers as Record<string, string>, body: body as string };
    const answer = await fetch(`${hook}/${secret}`, init);
    const given = (await answer.json()) as { accepted: { feedbackId: string }[] };
    ids.push([answer.status, given.accepted.map(({ feedbackId }) => feedbackId)]);
  }
  expect(ids).toEqual([[202, [expect.any(String)]], ids[0]]);
}, 60_000);

test('duplicated, reordered and edited as they came, every accepted feedback has one end', () => {
  const result = audit(system.servers, 120);
  expect(result).toMatchObject({ ok: true });
}, 180_000);
