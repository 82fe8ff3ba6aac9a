import { createHmac } from 'node:crypto';
import { seal } from '@hearback/access';
import { deterministicId, feedbackReceived } from '@hearback/contracts';
import type { RunningService } from '@hearback/service';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import {
  FORM,
  formbricksResponseOf,
  FormVendors,
  SECOND_FORM,
  typeformPush,
  VENDORS,
  type Vendor,
} from './form-vendors';

jest.setTimeout(120_000);

const ANSWERS = 40;
const WORDS = ['信用卡年费扣了两次😡', '分行排隊兩小時，職員態度很差', 'The transfer fee was charged twice.'];
const CHANGED_AT = new Date(Date.now() - 23 * 3_600_000).toISOString();
const at = new Date(Date.now() - 600_000);
const rowsOf = (vendor: Vendor) =>
  Array.from({ length: ANSWERS }, (_, index) => ({
    id: `${VENDORS.indexOf(vendor) + 1}${98_765_432_109_876_500 + index * 100}`,
    text: `${WORDS[index % WORDS.length]} ${index}`,
    at: new Date(at.getTime() - index * 1_000),
    form: index % 2 ? FORM : SECOND_FORM,
  }));
const FORMS = `${FORM}, ${SECOND_FORM}`;
const isLost = (index: number) => index % 10 === 3;

const vendors = new FormVendors(
  Object.fromEntries(VENDORS.map((vendor) => [vendor, rowsOf(vendor)])) as Record<Vendor, ReturnType<typeof rowsOf>>,
);
let service: ChannelUnderTest;
let running: RunningService;
let environment: NodeJS.ProcessEnv;
let token: string;

async function startRemembered(env: NodeJS.ProcessEnv): Promise<RunningService> {
  environment = env;
  return (running = await start(env));
}
const ready = () =>
  eventually(async () => expect((await fetch(`${running.url}/health/ready`)).status).toBe(200), 30_000);

beforeAll(async () => {
  await vendors.listen();
  service = await channelUnderTest(startRemembered);
  token = await service.registerKey({ scopes: ['post', 'read'] });
  vendors.shown = false;
  for (const vendor of VENDORS)
    await service.registerSource({
      ...{ sourceId: vendor, channel: 'web-form', format: vendor, changedAt: CHANGED_AT },
      settings: { reconcile: 'true', pollSeconds: '1', baseUrl: vendors.url, formId: FORMS, surveyId: FORMS },
      mapping: { stars: 'rating.stars', rating1: 'rating.stars' },
      credentialsEncrypted: seal(service.keys.secrets, JSON.stringify({ token: 'key', apiKey: 'key' })),
    });
  await service.completeSnapshots();
  await ready();
});
afterAll(async () => {
  vendors.stop();
  await running?.stop().catch(() => undefined);
  await service?.stop().catch(() => undefined);
});

interface Push {
  body: string;
  headers: Record<string, string>;
}

const PUSHES: Record<Vendor, (index: number) => Push> = {
  typeform: (index) => {
    const body = JSON.stringify(typeformPush(vendors.rows.typeform[index]!));
    const signature = createHmac('sha256', service.secretOf('typeform')).update(body).digest('base64');
    return { body, headers: { 'typeform-signature': `sha256=${signature}` } };
  },
  jotform: (index) => {
    const fields = { formID: FORM, submissionID: vendors.rows.jotform[index]!.id, rawRequest: '{}' };
    const parts = Object.entries(fields).map(
      ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    return { body: `${parts.join('')}--b--\r\n`, headers: { 'content-type': 'multipart/form-data; boundary=b' } };
  },
  surveymonkey: (index) => {
    const { id } = vendors.rows.surveymonkey[index]!;
    const resources = { survey_id: FORM, respondent_id: id };
    const body = JSON.stringify({
      event_type: 'response_completed',
      object_type: 'response',
      object_id: id,
      resources,
    });
    const signature = createHmac('sha1', service.secretOf('surveymonkey')).update(body).digest('base64');
    return { body, headers: { 'sm-signature': signature } };
  },
  formbricks: (index) => {
    const data = formbricksResponseOf(vendors.rows.formbricks[index]!);
    return { body: JSON.stringify({ webhookId: 'w', event: 'responseFinished', data }), headers: {} };
  },
};

async function push(vendor: Vendor, index: number) {
  const { body, headers } = PUSHES[vendor](index);
  const common = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const url = `${running.url}/v1/hooks/${vendor}`;
  return (await fetch(url, { method: 'POST', body, headers: { ...common, ...headers } })).status;
}

/** What was said under each id of a source, by its hash: one for each unless the list reads otherwise than the push. */
async function saidOf(vendor: Vendor) {
  const said = new Map<string, Set<string>>();
  for (const { data } of await service.read(feedbackReceived))
    if (data.sourceId === vendor)
      said.set(data.feedbackId, (said.get(data.feedbackId) ?? new Set()).add(data.contentHash));
  return said;
}

async function health() {
  const answer = await fetch(`${running.url}/v1/health/sources`, { headers: { authorization: `Bearer ${token}` } });
  const { items } = (await answer.json()) as { items: { sourceId: string; gaps: number; poll?: { state: string } }[] };
  return (vendor: Vendor) => items.find(({ sourceId }) => sourceId === vendor)!;
}

const once = (vendor: Vendor) => new Map(vendors.rows[vendor].map(({ id }) => [deterministicId(vendor, id), 1]));
const counts = (said: Map<string, Set<string>>) => new Map([...said].map(([id, { size }]) => [id, size]));

test('what the pushes left out is found in the lists, ingested under the ids of the pushes, and counted as gaps', async () => {
  for (const vendor of VENDORS)
    for (let index = 0; index < ANSWERS; index++) if (!isLost(index)) expect(await push(vendor, index)).toBe(202);
  for (const vendor of VENDORS) expect((await saidOf(vendor)).size).toBe(36);
  vendors.shown = true;
  for (const vendor of VENDORS) {
    await eventually(async () => expect(counts(await saidOf(vendor))).toEqual(once(vendor)), 30_000);
    await eventually(async () => expect((await health())(vendor).gaps).toBe(4), 20_000);
  }
});

test('a push that comes late doubles nothing, and its gap is none any longer', async () => {
  for (const vendor of VENDORS) {
    expect(await push(vendor, 3)).toBe(202);
    await eventually(async () => expect((await health())(vendor).gaps).toBe(3), 20_000);
    expect(counts(await saidOf(vendor))).toEqual(once(vendor));
  }
});

test('a vendor that asks to wait is not asked before', async () => {
  const from = vendors.asked.length;
  vendors.tooMany = 1;
  const refused = await eventually(async () => {
    const found = vendors.asked.slice(from).find(({ status }) => status === 429);
    expect(found).toBeDefined();
    return Promise.resolve(found!);
  }, 10_000);
  const path = refused.url.split('?')[0]!;
  await eventually(async () => {
    const next = vendors.asked.slice(from).find(({ url, at: time }) => url.split('?')[0] === path && time > refused.at);
    expect(next!.at - refused.at).toBeGreaterThanOrEqual(1_900);
    return Promise.resolve();
  }, 20_000);
});

test('after a restart the lists are asked from where they were, and nothing is doubled', async () => {
  await running.stop();
  const from = vendors.asked.length;
  await startRemembered(environment);
  await ready();
  const sinceOf = () => vendors.asked.slice(from).find(({ url }) => url.includes('since='))?.url ?? '';
  await eventually(() => Promise.resolve(expect(sinceOf()).not.toBe('')), 30_000);
  const since = new URL(sinceOf(), 'http://vendor').searchParams.get('since');
  expect(Date.now() - Date.parse(`${since}Z`)).toBeLessThan(3 * 3_600_000);
  for (const vendor of VENDORS) expect(counts(await saidOf(vendor))).toEqual(once(vendor));
});
