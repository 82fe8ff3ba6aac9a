import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deterministicId, feedbackReceived } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';

jest.setTimeout(60_000);

/** As the README gives it for files of complaint sites. */
const MAPPING = {
  sn: 'externalId',
  title: 'title',
  summary: 'text',
  timestamp: 'occurredAt',
  url: 'url',
  author: 'author.name',
  appeal: 'attributes.appeal',
  cou_name: 'attributes.company',
  status_name: 'attributes.state',
  datetime: '',
};

let service: ChannelUnderTest;
let token: string;

beforeAll(async () => {
  service = await channelUnderTest(start);
  token = await service.registerKey({ sourceIds: ['complaints'] });
  const format = 'complaint-site';
  await service.registerSource({ sourceId: 'complaints', channel: 'third-party', format, mapping: MAPPING });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(() => service?.stop());

async function post(path: string, body: Buffer, type: string) {
  const headers = { 'content-type': type, authorization: `Bearer ${token}` };
  const response = await fetch(service.url + path, { method: 'POST', body: new Uint8Array(body), headers });
  return { status: response.status, text: await response.text() };
}
const sample = (name: string) => readFileSync(join(__dirname, '../samples/complaint-site', name));

test('a file of complaints with the fields of their site is read by the mapping of its source, and names the same feedback as the hook', async () => {
  const { status, text } = await post('/v1/files?source=complaints', sample('export.csv'), 'text/csv');
  const lines = text.trim().split('\n');
  expect([status, JSON.parse(lines.at(-1)!)]).toMatchObject([
    200,
    { kind: 'report', rows: 3, accepted: 2, refused: 1 },
  ]);
  expect(JSON.parse(lines[1]!)).toMatchObject({
    kind: 'refused',
    row: 4,
    faults: [{ column: 'sn', field: 'externalId', reason: 'digits-lost' }],
  });
  const pushed = await post('/v1/hooks/complaints', sample('page.json'), 'application/json');
  expect(pushed.status).toBe(202);
  const records = (await service.read(feedbackReceived)).map(({ data }) => data);
  const first = records.filter(({ externalId }) => externalId === '17388412345');
  expect(new Set(first.map(({ feedbackId }) => feedbackId))).toEqual(
    new Set([deterministicId('complaints', '17388412345')]),
  );
  expect(first.find(({ format }) => format === 'file/v1')).toMatchObject({
    channel: 'third-party',
    title: '示例银行信用卡乱收年费',
    occurredAt: '2026-03-01T02:00:00.000Z',
    customer: { displayName: '匿名', identities: [] },
    attributes: { appeal: '退款,道歉', company: '示例银行', state: '已分配' },
  });
  expect(records.map(({ externalId }) => externalId)).toContain('17388412345678901234');
});
