import type { VendorHttp } from '@hearback/channel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jotform } from './jotform';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/jotform/${name}.json`), 'utf8');
const TYPE = 'multipart/form-data; boundary=------------------------a1b2c3';
const push = (fields: Record<string, string>) => {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--------------------------a1b2c3\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return Buffer.from(`${parts.join('')}--------------------------a1b2c3--\r\n`);
};
const pushed = JSON.parse(sample('push-traditional')) as Record<string, string>;
const context = (mapping: Record<string, string> = {}, contentType = TYPE) => ({ contentType, settings: {}, mapping });

test('the answers inside a JSON string are read by the mapping, with all digits of large ids', () => {
  const mapping = {
    comments: 'text',
    '4': 'author.email',
    q5_phone: 'author.phone',
    name: 'author.name',
    branch: 'branch',
  };
  expect(jotform.read(push(pushed), context(mapping))).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '6123456789012345678',
          text: '分行排隊兩小時😡，職員態度很差。\n希望改善。',
          branch: '旺角',
          author: { name: '大文 陳', email: 'chan.tm@example.com', phone: '(852) 9123-4567' },
          attributes: { form: '243231271343446', account: '98765432109876543', products: '信用卡 貸款' },
        },
      },
    ],
  });
});

test('without a mapping the longest written answer is the text', () => {
  expect(jotform.read(push(pushed), context())).toMatchObject({
    items: [{ value: { text: expect.stringContaining('排隊') } }],
  });
});

test('Jotform’s own copy knows the types of its questions', () => {
  const reading = jotform.read(
    Buffer.from(sample('submission-english')),
    context({ branch: 'branch' }, 'application/json'),
  );
  expect(reading).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '6123456789012345679',
          text: 'The transfer fee was charged twice and nobody called back.',
          rating: { stars: 2 },
          branch: 'Central',
          author: { name: 'Sam Lee', email: 'sam.lee@example.com' },
          attributes: { form: '243231271343446' },
        },
      },
    ],
  });
});

describe('asking for the submission', () => {
  const asked: unknown[] = [];
  const answering = (status: number): VendorHttp => ({
    request: async (call) => {
      asked.push(call);
      return { status, headers: {}, body: Buffer.from('{}') };
    },
  });
  const fetched = (status: number, { fields = pushed, credentials = { apiKey: 'k' } as Record<string, string> } = {}) =>
    jotform.fetch!(push(fields), {
      access: { settings: {}, credentials },
      http: answering(status),
      context: context(),
    });

  test('it is asked for by its id, with the key in a header', async () => {
    expect(await fetched(200)).toEqual({
      kind: 'fetched',
      payload: Buffer.from('{}'),
      contentType: 'application/json',
    });
    expect(asked).toEqual([{ method: 'GET', path: '/submission/6123456789012345678', headers: { apikey: 'k' } }]);
  });

  test.each([
    [429, 'wait'],
    [502, 'wait'],
    [401, 'failed'],
    [404, 'failed'],
  ])('an answer of %i means: %s', async (status, kind) => {
    expect((await fetched(status)).kind).toBe(kind);
  });

  test('without a key nobody is asked', async () => {
    expect(await fetched(200, { credentials: {} })).toEqual({ kind: 'as-it-came' });
  });

  test.each([
    ['an id that would be another address', { submissionID: '../user' }],
    ['no id', { formID: '1' }],
  ])('with a key %s is not believed as it came', async (_name, fields) => {
    const calls = asked.length;
    expect(await fetched(200, { fields: fields as unknown as Record<string, string> })).toMatchObject({
      kind: 'failed',
    });
    expect(asked).toHaveLength(calls);
  });
});

test.each([
  ['a body cut off', push(pushed).subarray(0, 400), ''],
  ['no id', push({ rawRequest: '{}' }), 'submissionID'],
  ['no answers', push({ submissionID: '1' }), 'rawRequest'],
  ['answers that are no JSON', push({ submissionID: '1', rawRequest: '{"q1_a":' }), 'rawRequest'],
  ['answers that are no object', push({ submissionID: '1', rawRequest: '[]' }), 'rawRequest'],
])('%s is refused with the place', (_name, payload, path) => {
  expect(jotform.read(payload, context())).toMatchObject({ kind: 'refused', faults: [{ path }] });
});

test("Jotform's own copy that was found in a list and refused is read again without a content type", () => {
  const again = jotform.read(Buffer.from(sample('submission-english')), {
    contentType: undefined,
    settings: {},
    mapping: {},
  });
  expect(again).toMatchObject({ kind: 'read', items: [{ value: { externalId: '6123456789012345679' } }] });
});
