import { createHash } from 'node:crypto';
import { deterministicId, feedbackReceived, feedbackSchema, type Source } from '@hearback/contracts';
import { hashIdentity } from './customer';
import type { Arrival } from './arrival';
import { toFeedback } from './to-feedback';

const source: Source = {
  kind: 'source',
  sourceId: 'web-form-main',
  channel: 'web-form',
  name: 'Forms',
  timeZone: 'Asia/Shanghai',
  state: 'active',
  secretsEncrypted: [],
  settings: {},
  mapping: {},
  isDefault: true,
  rate: { itemsPerSecond: 100, burst: 100 },
  sharedIdentities: [],
  changedAt: '2026-01-01T00:00:00.000Z',
};
const identityKey = { version: 3, key: Buffer.alloc(32, 7) };
const arrival = (over: Partial<Arrival> = {}): Arrival => ({
  source,
  format: 'hearback/v1',
  receivedAt: new Date('2026-03-02T00:00:00.000Z'),
  idempotencyKey: null,
  sealing: {
    identity: identityKey,
    contacts: (plain) => `sealed:${plain}`,
    originals: (plain) => `sealed:${plain.toString()}`,
  },
  randomId: () => '11111111-1111-4111-8111-111111111111',
  ...over,
});
const judge = (value: unknown, over: Partial<Arrival> = {}, index = 0) =>
  toFeedback({ index, value, faults: null, original: () => Buffer.from(JSON.stringify(value)) }, arrival(over));
const accepted = (value: unknown, over: Partial<Arrival> = {}, index = 0) => {
  const judged = judge(value, over, index);
  if (!judged.ok) throw new Error(JSON.stringify(judged.faults));
  return judged.value;
};
const refused = (value: unknown, over: Partial<Arrival> = {}) => {
  const judged = judge(value, over);
  return judged.ok ? [] : judged.faults.map(({ path, reason }) => `${path}: ${reason}`);
};
const idOf = (value: unknown, over: Partial<Arrival> = {}, index = 0) => accepted(value, over, index).feedbackId;

test('a full item becomes a full feedback that the contract accepts', () => {
  const item = {
    text: '手机银行转账失败，钱扣了没到账',
    title: '转账',
    externalId: 'f-1',
    occurredAt: '2026-02-27 09:00:00',
    updatedAt: '2026-02-28T09:00:00Z',
    author: { id: 'u-1', name: '王小明', phone: '138 0013 8000', email: 'A@Example.com', customerNumber: 'c 77' },
    rating: { stars: 1 },
    url: 'https://example.com/f/1',
    region: 'Zhejiang',
    branch: 'hz-3',
    inReplyTo: 'f-0',
    engagement: { likes: 4 },
    attributes: { device: 'P60', retries: 3, vip: true },
  };
  const feedback = accepted(item);
  const hashes = {
    number: hashIdentity('customer-number', 'C77', identityKey),
    phone: hashIdentity('phone', '+8613800138000', identityKey),
    email: hashIdentity('email', 'a@example.com', identityKey),
    handle: hashIdentity('handle', '["web-form-main","u-1"]', identityKey),
  };
  const contacts = { phone: '138 0013 8000', email: 'A@Example.com', customerNumber: 'c 77', id: 'u-1' };
  expect(feedbackReceived.schema.parse(feedback)).toEqual({
    feedbackId: deterministicId('web-form-main', 'f-1'),
    contentHash: createHash('sha256')
      .update(JSON.stringify([item.title, item.text, 1, []]))
      .digest('hex'),
    sourceUpdatedAt: '2026-02-28T09:00:00.000Z',
    channel: 'web-form',
    sourceId: 'web-form-main',
    format: 'hearback/v1',
    externalId: 'f-1',
    url: 'https://example.com/f/1',
    occurredAt: '2026-02-27T01:00:00.000Z',
    receivedAt: '2026-03-02T00:00:00.000Z',
    late: true,
    repaired: false,
    repeatable: true,
    branch: 'hz-3',
    customer: {
      customerKey: `customer-number:${hashes.number}`,
      identities: [
        { type: 'customer-number', hash: hashes.number, keyVersion: 3 },
        { type: 'phone', hash: hashes.phone, keyVersion: 3 },
        { type: 'email', hash: hashes.email, keyVersion: 3 },
        { type: 'handle', hash: hashes.handle, keyVersion: 3 },
      ],
      kind: 'individual',
      displayName: '王小明',
      contactsEncrypted: `sealed:${JSON.stringify(contacts)}`,
      region: 'Zhejiang',
    },
    title: '转账',
    text: item.text,
    language: 'zh',
    script: 'Hans',
    rating: { stars: 1 },
    engagement: { likes: 4 },
    inReplyTo: deterministicId('web-form-main', 'f-0'),
    attachments: [],
    attributes: { device: 'P60', retries: '3', vip: 'true' },
  });
});

describe('refusals name the field in the words of the caller', () => {
  test.each<[string, unknown, string[]]>([
    ['not an object', 5, [': wrong-type']],
    ['null', null, [': wrong-type']],
    ['a list', [], [': wrong-type']],
    [
      'unknown fields, each by name',
      { text: 'a', chanel: 'x', author: { fone: '1' } },
      ['author.fone: unknown-field', 'chanel: unknown-field'],
    ],
    ['a channel, which the source decides', { text: 'a', channel: 'fax' }, ['channel: unknown-field']],
    ['__proto__', JSON.parse('{"text":"a","__proto__":{"x":1}}'), ['__proto__: unknown-field']],
    [
      '__proto__ in attributes',
      JSON.parse('{"text":"a","attributes":{"__proto__":"x"}}'),
      ['attributes.__proto__: unknown-field'],
    ],
    ['a number as an id', { text: 'a', externalId: 9007199254740993 }, ['externalId: wrong-type']],
    ['a text of another type', { text: 5 }, ['text: wrong-type']],
    ['no text', {}, ['text: required']],
    ['a text of spaces and NUL', { text: ' \u0000 ' }, ['text: required']],
    ['stars out of range', { text: 'a', rating: { stars: 6 } }, ['rating.stars: out-of-range']],
    ['half a star', { text: 'a', rating: { stars: 2.5 } }, ['rating.stars: wrong-type']],
    ['a text beyond the cap', { text: '啊'.repeat(20_001) }, ['text: too-long']],
    ['a title beyond the cap', { text: 'a', title: 'b'.repeat(1_001) }, ['title: too-long']],
    ['a time that is none', { text: 'a', occurredAt: '2026-02-31' }, ['occurredAt: not-a-time']],
    ['a future time', { text: 'a', occurredAt: '2026-03-02T00:05:00.001Z' }, ['occurredAt: in-the-future']],
    ['a future edit', { text: 'a', updatedAt: '2027-01-01' }, ['updatedAt: in-the-future']],
    ['an unknown kind of author', { text: 'a', author: { kind: 'robot' } }, ['author.kind: unknown-value']],
    [
      'too many attributes',
      { text: 'a', attributes: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [i, 'x'])) },
      ['attributes: too-many'],
    ],
    ['an attribute of more than 1 KB', { text: 'a', attributes: { a: '好'.repeat(342) } }, ['attributes.a: too-long']],
    ['a number that lost digits', { text: 'a', attributes: { id: 9007199254740993 } }, ['attributes.id: wrong-type']],
    ['a nested attribute', { text: 'a', attributes: { a: { b: 1 } } }, ['attributes.a: wrong-type']],
    ['several faults at once', { rating: {}, occurredAt: 5 }, ['occurredAt: wrong-type', 'rating.stars: wrong-type']],
  ])('%s', (_name, item, faults) => {
    expect(refused(item)).toEqual(faults);
  });

  test('the detail says what was expected and quotes nothing', () => {
    expect(judge({ text: 'a', externalId: 7 })).toEqual({
      ok: false,
      faults: [{ path: 'externalId', reason: 'wrong-type', detail: 'expected a string' }],
    });
  });
});

describe('times', () => {
  test('5 minutes ahead pass, because clocks differ', () => {
    expect(accepted({ text: 'a', occurredAt: '2026-03-02T00:05:00Z' }).occurredAt).toBe('2026-03-02T00:05:00.000Z');
  });

  test('without a time the customer spoke when the edge heard it', () => {
    expect(accepted({ text: 'a' })).toMatchObject({ occurredAt: '2026-03-02T00:00:00.000Z', late: false });
  });

  test('more than a day is late', () => {
    expect(accepted({ text: 'a', occurredAt: '2026-03-01T00:00:00Z' }).late).toBe(false);
    expect(accepted({ text: 'a', occurredAt: '2026-02-28T23:59:59Z' }).late).toBe(true);
  });
});

describe('repair', () => {
  test('NUL and lone surrogates are removed, and the original is kept sealed', () => {
    const feedback = accepted({ text: '余额\u0000不对\ud800' });
    expect(feedback).toMatchObject({ text: '余额不对', repaired: true });
    expect(feedback.originalEncrypted).toContain('sealed:{"text":');
  });

  test('NFC alone is no repair', () => {
    expect(accepted({ text: 'cafe\u0301' })).toMatchObject({
      text: 'café',
      repaired: false,
      originalEncrypted: undefined,
    });
  });

  test('what becomes too long for PostgreSQL text or JSON in other fields is cleaned too', () => {
    expect(
      accepted({
        text: 'a',
        externalId: 'x\u0000',
        author: { name: '\u0000李' },
        attributes: { 'k\u0000': 'v\ud800' },
      }),
    ).toMatchObject({
      externalId: 'x',
      customer: { displayName: '李' },
      attributes: { k: 'v' },
    });
  });
});

describe('feedbackId', () => {
  const author = { phone: '13800138000' };
  const occurredAt = '2026-03-01T00:00:00Z';

  test('source and externalId decide alone', () => {
    expect(idOf({ text: 'a', externalId: 'x' })).toBe(
      idOf({ text: 'b', externalId: 'x', author }, { idempotencyKey: 'k' }),
    );
    expect(idOf({ text: 'a', externalId: 'x' })).not.toBe(
      idOf({ text: 'a', externalId: 'x' }, { source: { ...source, sourceId: 'other' } }),
    );
  });

  test('an Idempotency-Key with place and content decides next', () => {
    const keyed = { idempotencyKey: 'k' };
    expect(idOf({ text: 'a' }, keyed)).toBe(idOf({ text: 'a' }, { ...keyed, receivedAt: new Date('2026-03-03') }));
    const ids = [
      idOf({ text: 'a' }, keyed),
      idOf({ text: 'b' }, keyed),
      idOf({ text: 'a' }, keyed, 1),
      idOf({ text: 'a' }, { idempotencyKey: 'l' }),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  test('identity and time decide next', () => {
    expect(accepted({ text: 'a', author, occurredAt })).toMatchObject({ repeatable: true });
    expect(idOf({ text: 'a', author, occurredAt })).toBe(idOf({ text: 'a', author, occurredAt }));
    expect(idOf({ text: 'a', author, occurredAt })).not.toBe(idOf({ text: 'b', author, occurredAt }));
  });

  test.each([
    ['no identity', { text: 'a', occurredAt }],
    ['no time', { text: 'a', author }],
    ['a withheld number', { text: 'a', author: { phone: '+266696687' }, occurredAt }],
    ['a name only', { text: 'a', author: { name: '王' }, occurredAt }],
  ])('with %s the id is random and says so', (_name, item) => {
    expect(accepted(item)).toMatchObject({ feedbackId: arrival().randomId(), repeatable: false });
  });
});

describe('ratings', () => {
  const rated = { source: { ...source, channel: 'app-rating' as const } };

  test('stars suffice on the app-rating channel only', () => {
    expect(accepted({ rating: { stars: 2 } }, rated)).toMatchObject({ text: '', rating: { stars: 2 } });
    expect(refused({}, rated)).toEqual(['text: required']);
    expect(refused({ rating: { stars: 2 } })).toEqual(['text: required']);
  });
});

test.each([
  ['zh-TW', '轉帳失敗', 'zh Hant'],
  ['en_GB', 'The app is slow', 'en Latn'],
  ['fr', 'Bonjour tout le monde', 'other Latn'],
  [undefined, 'The app is slow', 'en Latn'],
  ['und', '转账失败', 'zh Hans'],
  ['constructor', '转账失败', 'other Hans'],
])('language %j of %s', (language, text, expected) => {
  const feedback = accepted({ text, language });
  expect(`${feedback.language} ${feedback.script}`).toBe(expected);
});

test('engagement is no content', () => {
  const hashWith = (engagement: object) => accepted({ text: 'a', engagement }).contentHash;
  expect(hashWith({ likes: 1 })).toBe(hashWith({ likes: 500 }));
});

test('every accepted item passes the contract', () => {
  expect(() => feedbackSchema.parse(accepted({ text: 'a' }))).not.toThrow();
});
