import { feedbackReceived, feedbackRefused } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { deriveKeys } from '@hearback/access';
import { signFormToken } from '../src/domain/form-token';
import { start } from '../src/main';

jest.setTimeout(60_000);

const SECRET = 'a secret of this deployment, long enough';
let service: ChannelUnderTest;

beforeAll(async () => {
  // The tests stand in for the front door, so each visitor has an address of their own.
  service = await channelUnderTest(start, {
    HEARBACK_SECRET: SECRET,
    TRUSTED_PROXIES: '127.0.0.0/8,::1',
    FORM_POSTS_PER_MINUTE: '3',
  });
  const early = await fetch(`${service.url}/forms/page`, { headers: { 'accept-language': 'en' } });
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await early.text()).toContain('cannot be opened right now');
  const settings = { hostedForm: 'true' };
  await service.registerSource({ sourceId: 'page', channel: 'web-form', settings });
  await service.registerSource({ sourceId: 'box', channel: 'branch', settings: { ...settings, branch: '旺角分行' } });
  await service.registerSource({ sourceId: 'private', channel: 'web-form', isDefault: true });
  await service.registerSource({
    sourceId: 'slow',
    channel: 'web-form',
    settings,
    rate: { itemsPerSecond: 0.01, burst: 1 },
  });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
});
afterAll(() => service?.stop());

/** A form shown so many milliseconds ago. */
const token = (nonce: string, ageMs = 60_000, sourceId = 'page') =>
  signFormToken({ nonce, issuedAt: new Date(Date.now() - ageMs) }, sourceId, deriveKeys(SECRET).forms);

let visitors = 0;
const newVisitor = () => `198.51.100.${++visitors}`;

interface Sent {
  status: number;
  location: string | null;
  retryAfter: string | null;
  html: string;
}

async function send(
  fields: Record<string, string> | string,
  { sourceId = 'page', visitor = newVisitor(), headers = {} as Record<string, string>, multipart = false } = {},
): Promise<Sent> {
  let body: string | URLSearchParams | FormData = typeof fields === 'string' ? fields : new URLSearchParams(fields);
  if (multipart) {
    body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
  }
  const response = await fetch(`${service.url}/forms/${sourceId}?lang=en`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'x-forwarded-for': visitor, ...headers },
    body,
  });
  const { status } = response;
  const [location, retryAfter] = ['location', 'retry-after'].map((name) => response.headers.get(name));
  return { status, location: location!, retryAfter: retryAfter!, html: await response.text() };
}

const referenceOf = ({ location }: Sent) => /reference=([0-9a-f-]{36})$/.exec(location ?? '')?.[1];
const publishedWith = async (text: string) =>
  (await service.read(feedbackReceived)).filter(({ data }) => data.text === text);

test.each([false, true])('what a browser sends is published before the thanks (multipart: %s)', async (multipart) => {
  const text = `取款机吞卡😡 ${multipart}`;
  const sent = await send(
    { form_token: token(`t-${multipart}`), text, phone: '13800138000', homepage_2: '' },
    { multipart },
  );
  expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/^page\/thanks\?lang=en&reference=/)]);
  const [record] = await publishedWith(text);
  expect(record!.data).toMatchObject({ feedbackId: referenceOf(sent), repeatable: true, format: 'hosted-form/v1' });
  expect(record!.data.customer.identities.map(({ type }) => type)).toEqual(['phone']);
  const thanks = await fetch(new URL(sent.location!, `${service.url}/forms/page`));
  expect(await thanks.text()).toContain(referenceOf(sent));
});

test('the same form sent twice is one feedback, with other words it is another', async () => {
  const form = { form_token: token('twice'), text: 'sent twice' };
  const [first, second] = await Promise.all([send(form), send(form)]);
  const other = await send({ ...form, text: 'sent twice, and more' });
  expect(new Set([first, second, other].map(referenceOf)).size).toBe(2);
  expect(new Set((await publishedWith('sent twice')).map(({ data }) => data.feedbackId)).size).toBe(1);
});

test('a source of a branch puts its branch beside the words', async () => {
  await send({ form_token: token('b', 60_000, 'box'), text: '排隊太久' }, { sourceId: 'box' });
  expect((await publishedWith('排隊太久'))[0]!.data).toMatchObject({ channel: 'branch', branch: '旺角分行' });
});

test('faults come back with what was typed, with the same token, and nothing is published or kept', async () => {
  const form_token = token('mend');
  const sent = await send({ form_token, text: '', email: '<b>nobody' });
  expect(sent.status).toBe(422);
  expect(sent.html).toContain('value="&lt;b&gt;nobody"');
  expect(sent.html).toContain(`value="${form_token}"`);
  expect(await service.read(feedbackRefused)).toEqual([]);
});

test('what fills in the hidden field is thanked without a number, published nowhere, and counted', async () => {
  const sent = await send({ form_token: token('spam'), text: 'buy now', homepage_2: 'https://spam.example' });
  expect([sent.status, sent.location]).toEqual([303, 'page/thanks?lang=en']);
  expect(await publishedWith('buy now')).toEqual([]);
  expect(await (await fetch(`${service.url}/metrics`)).text()).toMatch(
    /hearback_form_posts(_total)?\{[^}]*outcome="spam"[^}]*\} 1/,
  );
});

test.each([
  // Ahead of the clock: however long the post takes, it is not read for two seconds yet.
  ['faster than anyone reads', () => token('fast', -60_000), 'very quick'],
  ['two days after it was opened', () => token('old', 172_800_000), 'open for a long time'],
  ['made for another source', () => token('x', 60_000, 'box'), 'open for a long time'],
  ['made up', () => 'n.abc.def', 'open for a long time'],
])('a form %s asks to be sent again, and keeps the words', async (name, made, sentence) => {
  const sent = await send({ form_token: made(), text: `words ${name}` });
  expect(sent.status).toBe(422);
  expect(sent.html).toContain(sentence);
  expect(sent.html).toContain(`words ${name}</textarea>`);
  expect(await publishedWith(`words ${name}`)).toEqual([]);
});

test('an old form that is sent again is taken at once', async () => {
  const { html } = await send({ form_token: token('older', 172_800_000), text: 'from yesterday' });
  const renewed = /name="form_token" value="([^"]+)"/.exec(html)![1]!;
  expect((await send({ form_token: renewed, text: 'from yesterday' })).status).toBe(303);
});

test('one address may send so many forms, another still may, and a lie about the address changes nothing', async () => {
  const [visitor, form] = [newVisitor(), (i: number) => ({ form_token: token(`r-${i}`), text: `rate ${i}` })];
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await send(form(i), { visitor: `6.6.6.${i}, ${visitor}` })).status);
  expect(statuses).toEqual([303, 303, 303, 429]);
  const limited = await send(form(4), { visitor });
  expect(Number(limited.retryAfter)).toBeGreaterThan(0);
  expect(limited.html).toContain('rate 4</textarea>');
  expect((await send(form(5))).status).toBe(303);
});

test('beyond the rate of its source a form keeps the words and says when to come again', async () => {
  const form = (i: number) => ({ form_token: token(`s-${i}`, 60_000, 'slow'), text: `slow ${i}` });
  expect((await send(form(1), { sourceId: 'slow' })).status).toBe(303);
  const limited = await send(form(2), { sourceId: 'slow' });
  expect([limited.status, Number(limited.retryAfter) > 0]).toEqual([429, true]);
  expect(limited.html).toContain('slow 2</textarea>');
});

test('a form that was paused says so before anybody writes, and keeps the words of those who were writing', async () => {
  const settings = { hostedForm: 'true' };
  await service.registerSource({ sourceId: 'resting', channel: 'web-form', settings, state: 'paused' });
  const shown = await eventually(async () => {
    const response = await fetch(`${service.url}/forms/resting?lang=en`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
    return response.text();
  });
  expect(shown).toContain('cannot be opened right now');
  const sent = await send({ form_token: token('p', 60_000, 'resting'), text: 'half a page' }, { sourceId: 'resting' });
  expect([sent.status, sent.retryAfter]).toEqual([503, '60']);
  expect(sent.html).toContain('half a page</textarea>');
});

test.each([
  ['a source that shows no form', { sourceId: 'private' }, 404],
  ['a source that does not exist', { sourceId: 'nowhere' }, 404],
  ['another content type', { headers: { 'content-type': 'application/json' } }, 400],
  ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415],
])('%s is answered with a page', async (_name, given, status) => {
  const sent = await send('text=a', given as { sourceId?: string; headers?: Record<string, string> });
  expect([sent.status, sent.html.startsWith('<!doctype html>')]).toEqual([status, true]);
});

test('the form goes out with a policy that lets nothing else run, load or frame it', async () => {
  const { headers } = await fetch(`${service.url}/forms/page`);
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
  );
  expect([headers.get('cache-control'), headers.get('set-cookie')]).toEqual(['no-store', null]);
});
