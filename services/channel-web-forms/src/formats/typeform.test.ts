import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typeform } from './typeform';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/typeform-${name}.json`));
const read = (name: string) => typeform.read(sample(name));

test('long text, e-mail, phone and stars', () => {
  expect(read('complaint-simplified')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 'a3a12ec67a1365927098a606107fac15',
          occurredAt: '2026-03-01T01:12:33Z',
          text: '昨天在手机银行转账五万元，钱扣了对方一直没收到，客服电话打了半小时没人接。',
          author: { email: 'wang.xm@example.com', phone: '+8613800138000' },
          rating: { stars: 1 },
          attributes: { form: 'lT4Z3j', overall: '1' },
        },
        attachments: [],
      },
    ],
  });
});

test('hidden fields, choices with words of their own, refs that are UUIDs', () => {
  expect(read('complaint-traditional-hidden')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 'b7f0c2d4e5a641f2a8c9d0e1f2a3b4c5',
          occurredAt: '2026-03-01T02:40:00Z',
          text: '信用卡被收了兩次年費，分行說要等十四個工作天😡\n也想取消附卡',
          branch: 'mongkok',
          author: { name: '陳大文', customerNumber: 'HK-7781' },
          attributes: { form: 'lT4Z3j', utm_source: 'email', product: '信用卡', 發生在: '網上, 分行' },
        },
        attachments: [],
      },
    ],
  });
});

test('an opinion scale of eleven steps is brought to five stars', () => {
  expect(read('praise-english-opinion-scale')).toMatchObject({
    items: [{ value: { rating: { stars: 5 }, attributes: { nps: '9', contact: 'false' } } }],
  });
});

test('fields and answer types that nobody knows yet cost no words', () => {
  expect(read('new-fields-and-types')).toMatchObject({
    items: [
      {
        value: { text: 'The fee changed without notice.', attributes: { when: '2026-02-27' } },
        attachments: [{ url: 'https://files.example.com/shot.png' }],
      },
    ],
  });
});

test('a form without words is handed on, to be refused and kept by the same rule as any other', () => {
  expect(read('no-words')).toMatchObject({ items: [{ value: { text: '', rating: { stars: 5 } } }] });
});

test('what does not fit beside the words costs nobody theirs', () => {
  const field = (at: number, type: string) => ({ id: `f${at}`, type, ref: `ref-${at}` });
  const answers: object[] = [
    { type: 'text', text: '年费', field: field(0, 'long_text') },
    { type: 'email', email: 'a@example.com', field: field(1, 'email') },
    { type: 'email', email: 'b@example.com', field: field(2, 'email') },
    { type: 'choices', choices: { labels: ['长'.repeat(400)] }, field: field(3, 'multiple_choice') },
    ...Array.from({ length: 60 }, (_, at) => ({ type: 'boolean', boolean: true, field: field(10 + at, 'yes_no') })),
    { type: 'constructor', constructor: 'x', field: field(99, 'constructor') },
  ];
  const form_response = {
    form_id: 'f',
    token: 't',
    submitted_at: '2026-03-01T02:00:00Z',
    hidden: { utm: '😡'.repeat(500), constructor: 'c' },
    answers,
  };
  const reading = typeform.read(Buffer.from(JSON.stringify({ event_type: 'form_response', form_response })));
  const { text, author, attributes } = (reading.kind === 'read' ? reading.items[0]!.value : {}) as {
    text: string;
    author: object;
    attributes: Record<string, string>;
  };
  expect(author).toEqual({ email: 'a@example.com' });
  expect(attributes).toMatchObject({ utm: '😡'.repeat(156), 'ref-2': 'b@example.com' });
  expect(Object.keys(attributes).length).toBeLessThanOrEqual(50);
  expect(text.split('\n').slice(0, 2)).toEqual(['年费', `ref-3: ${'长'.repeat(400)}`]);
  expect(text).toContain('ref-69: true');
});

test('another event is ignored', () => {
  expect(read('other-event')).toEqual({ kind: 'ignored', why: 'tells of something else than a finished form' });
});

test.each([
  ['an empty body', '', ['empty']],
  ['broken JSON', '{"event_type":', ['broken-json']],
  ['a list', '[]', ['wrong-type']],
  [
    'another shape',
    '{"event_type":"form_response","form_response":{"token":7}}',
    ['wrong-type', 'wrong-type', 'wrong-type'],
  ],
  ['JSON inside a string', JSON.stringify(JSON.stringify({ event_type: 'form_response' })), ['wrong-type']],
  ['deep nesting', `{"a":${'['.repeat(10_000)}`, ['too-deep']],
])('%s is refused', (_name, payload, reasons) => {
  const reading = typeform.read(Buffer.from(payload));
  expect(reading.kind === 'refused' && reading.faults.map((fault) => fault.reason)).toEqual(reasons);
});

describe('signature', () => {
  const rawBody = sample('complaint-simplified');
  const signed = (body: Buffer, secret = 's3cret') =>
    `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
  const verify = (signature: string | string[] | undefined, body = rawBody) =>
    typeform.verify!({ rawBody: body, headers: { 'typeform-signature': signature }, url: '' }, 's3cret');

  test.each([
    ['made with the secret', signed(rawBody), true],
    ['made with another secret', signed(rawBody, 'other'), false],
    [
      'made over the same JSON written anew',
      signed(Buffer.from(JSON.stringify(JSON.parse(rawBody.toString())))),
      false,
    ],
    ['without its prefix', signed(rawBody).slice(7), false],
    ['of another length', signed(rawBody).slice(0, -4), false],
    ['in hex', `sha256=${createHmac('sha256', 's3cret').update(rawBody).digest('hex')}`, false],
    ['given twice', [signed(rawBody), signed(rawBody)], false],
    ['empty', '', false],
    ['missing', undefined, false],
  ])('%s', (_name, signature, expected) => {
    expect(verify(signature)).toBe(expected);
  });
});
