import type { VendorHttp } from '@hearback/channel';
import { dropXRule, keepXRule } from '../src/streams/x-rule';
import type { ApiAnswer } from './stream-stand-in';
import { XRules, type Rule } from './x-rules';

const now = new Date('2026-03-01T04:00:00Z');

const httpTo = (x: Pick<XRules, 'answer'>): VendorHttp => ({
  request: ({ method, path, headers = {}, body = '' }) => {
    const authorization = headers.authorization ?? '';
    const answer = x.answer({ method, url: new URL(path, 'http://x'), authorization, body })!;
    return Promise.resolve({ status: answer.status, headers: {}, body: Buffer.from(JSON.stringify(answer.body)) });
  },
});
const accessOf = (rule: string | undefined, token = 'good') => {
  const settings: Record<string, string> = rule === undefined ? {} : { rule };
  return { settings, credentials: { token } };
};

function keep(x: Pick<XRules, 'answer'>, rule: string | undefined, token = 'good') {
  return keepXRule({ sourceId: 'bank-x', access: accessOf(rule, token), http: httpTo(x), now });
}

/** As when the source had `rule` until now, and these are streamed from now on. */
function drop(x: Pick<XRules, 'answer'>, rule: string | undefined, still: Record<string, string> = {}) {
  const others = Object.entries(still).map(([sourceId, words]) => ({ sourceId, access: accessOf(words) }));
  return dropXRule({ sourceId: 'bank-x', access: accessOf(rule), http: httpTo(x), now, still: others });
}

const others: Rule[] = [
  { id: '1', value: 'by hand' },
  { id: '2', value: 'of another source', tag: 'other-x' },
];
const own = (value: string): Rule => ({ id: '3', value, tag: 'bank-x' });
const told = ({ rules }: XRules) => rules.map(({ value, tag }) => [value, tag]);

test('the rule is added under the id of the source, once, and nobody else loses one', async () => {
  const x = new XRules([...others]);
  for (let round = 0; round < 2; round++) expect(await keep(x, ' 示例银行 -is:retweet ')).toBeUndefined();
  expect(told(x)).toEqual([
    ['by hand', undefined],
    ['of another source', 'other-x'],
    ['示例银行 -is:retweet', 'bank-x'],
  ]);
  expect(x.asked).toEqual(['list', 'add', 'list', 'list']);
});

test('a changed rule is added before the old one goes', async () => {
  const x = new XRules([...others, own('old')]);
  expect(await keep(x, 'new')).toBeUndefined();
  expect(told(x).slice(2)).toEqual([['new', 'bank-x']]);
  expect(x.asked.filter((what) => what !== 'list')).toEqual(['add', 'delete']);
});

test('a crash between the two is mended the next time', async () => {
  const x = new XRules([...others, own('old'), { ...own('new'), id: '4' }]);
  expect(await keep(x, 'new')).toBeUndefined();
  expect(told(x).slice(2)).toEqual([['new', 'bank-x']]);
});

test('where X has no room for both, the old one goes first; where others take it all, that is said', async () => {
  const x = new XRules([...others, own('old')]);
  x.room = 3;
  expect(await keep(x, 'new')).toBeUndefined();
  expect(told(x).slice(2)).toEqual([['new', 'bank-x']]);
  const full = new XRules([...others]);
  full.room = 2;
  const why = "X has no room for the setting rule beside the app's other rules: You have reached 2 rules";
  expect(await keep(full, 'new')).toEqual({ kind: 'failed', why });
  expect(full.rules).toEqual(others);
});

test('a rule of the same words that people made serves as well, and is left to them', async () => {
  const x = new XRules([...others, own('old')]);
  expect(await keep(x, 'by  hand')).toBeUndefined();
  expect(told(x)).toEqual([
    ['by hand', undefined],
    ['of another source', 'other-x'],
  ]);
});

test('what X says of a wrong rule is shown, and the rule before it stays', async () => {
  const x = new XRules([own('old')]);
  const why = "X refuses the setting rule: no viable alternative at input 'from:' (at position 1)";
  expect(await keep(x, 'from:')).toEqual({ kind: 'failed', why });
  expect(told(x)).toEqual([['old', 'bank-x']]);
});

test('words that X knows in a rule it did not list cost none of the own rules, unless it says in which', async () => {
  const duplicate = (id?: string): ApiAnswer => ({
    status: 200,
    body: { errors: [{ title: 'DuplicateRule', type: 'https://api.twitter.com/2/problems/duplicate-rules', id }] },
  });
  const x = new XRules([own('old'), { ...own('ＮＥＷ'), id: '4' }]);
  const knowing = (id?: string) => ({
    answer: (call: Parameters<XRules['answer']>[0]) => (call.body.includes('"add"') ? duplicate(id) : x.answer(call)),
  });
  expect(await keep(knowing(), 'NEW')).toBeUndefined();
  expect(x.rules).toHaveLength(2);
  expect(await keep(knowing('4'), 'NEW')).toBeUndefined();
  expect(told(x)).toEqual([['ＮＥＷ', 'bank-x']]);
});

test('without the setting X is not asked', async () => {
  const x = new XRules([own('old')]);
  expect([await keep(x, undefined), await keep(x, '  ')]).toEqual([undefined, undefined]);
  expect([x.asked, x.rules]).toEqual([[], [own('old')]]);
});

test.each([
  [
    { status: 401, body: {} },
    { kind: 'failed', why: "X's rules: the vendor refuses the credentials (401)" },
  ],
  [
    { status: 429, body: {} },
    { kind: 'too-many', why: "X's rules: too many connections for this vendor" },
  ],
  [
    { status: 503, body: {} },
    { kind: 'http', why: "X's rules: the vendor answered 503" },
  ],
  [
    { status: 200, body: { data: 'none' } },
    { kind: 'failed', why: "X's rules: the answer is no list of rules" },
  ],
])('what else goes wrong ends the connection as X would end it', async (answer, end) => {
  expect(await keep({ answer: () => answer }, 'a')).toMatchObject(end);
});

test('a refusal as the answer of 400 is read too; its words come without line breaks, and no longer than a note', async () => {
  const problem = {
    title: 'Invalid Request',
    detail: `line\n${'长'.repeat(500)}`,
    type: 'https://api.x.com/2/problems/x',
  };
  const x = new XRules();
  const answer: XRules['answer'] = (call) => (call.method === 'POST' ? { status: 400, body: problem } : x.answer(call));
  const end = await keep({ answer }, 'a');
  expect(end?.why).toMatch(/^X refuses the setting rule: line 长{295}$/);
});

describe('when a source is no longer streamed', () => {
  test('its own rules go, and nobody else loses one', async () => {
    const x = new XRules([...others, own('new'), { ...own('left by a crash'), id: '4' }]);
    expect(await drop(x, 'new', { 'other-x': 'of another source' })).toBeUndefined();
    expect(x.rules).toEqual(others);
  });

  test('a rule stays whose words another source streams by, or that people made', async () => {
    const x = new XRules([{ id: '1', value: 'by hand' }, own('示例银行  投诉')]);
    expect(await drop(x, '示例银行 投诉', { 'other-x': '示例银行 投诉' })).toBeUndefined();
    expect(await drop(x, 'by hand', { 'other-x': '示例银行 投诉' })).toBeUndefined();
    expect(x.rules).toHaveLength(2);
  });

  test('one that was only changed keeps its rule until the next connection has another; without the setting it goes', async () => {
    const x = new XRules([own('old')]);
    expect(await drop(x, 'old', { 'bank-x': 'new' })).toBeUndefined();
    expect(x.asked).toEqual([]);
    expect(await drop(x, 'old', { 'bank-x': '' })).toBeUndefined();
    expect(x.rules).toEqual([]);
  });

  test('one that never had the setting asks nothing', async () => {
    const x = new XRules([own('old')]);
    expect([await drop(x, undefined), x.asked]).toEqual([undefined, []]);
  });

  test('what X does not do is said', async () => {
    const x = new XRules([own('old')]);
    const unwilling: XRules['answer'] = (call) => (call.method === 'POST' ? { status: 403, body: {} } : x.answer(call));
    const why = "X's rules: the vendor refuses the credentials (403)";
    expect(await drop({ answer: unwilling }, 'old')).toMatchObject({ kind: 'failed', why });
    expect(await drop({ answer: () => ({ status: 503, body: {} }) }, 'old')).toMatchObject({ kind: 'http' });
  });
});
