import type { Relation } from '@hearback/contracts';
import { feedback, idOf, type Said } from '../../test/feedback-builder';
import { ModelWindow } from '../../test/model-window';
import { textQuery } from './text-query';

/** The relations of a story told one delivery after the other. */
function told(...story: (Said & { position?: string; replay?: boolean })[]): Relation[] {
  const window = new ModelWindow();
  return story.map(({ position, replay, ...said }, at) =>
    window.decide(textQuery(feedback(said), { position: position ?? `0:${at}`, replay: replay ?? false })),
  );
}

const last = (...story: Parameters<typeof told>) => {
  const { kind, of, score, because, clusterId } = told(...story).at(-1)!;
  return { kind, of, score, because, clusterId };
};

const FEE = '信用卡年费被重复扣了两次，打了三次电话没有人处理';
const FEE_HANT = '信用卡年費被重複扣了兩次！打了三次電話，沒有人處理';
const ann = { id: 'ann', text: FEE, by: ['ann'], minute: 1 };
const from = (name: string) => ({ of: idOf(name), clusterId: idOf(name) });

describe('original', () => {
  test.each<[string, Said[], string]>([
    ['the first to say it', [ann], 'nothing-alike'],
    ['another matter of the same customer', [ann, { id: 'b', text: '网点排队两个小时', by: ['ann'] }], 'nothing-alike'],
    [
      'a rating without text',
      [
        { id: 'a', text: '', stars: 1, by: ['ann'] },
        { id: 'b', text: '', stars: 1, by: ['ann'] },
      ],
      'no-words',
    ],
    [
      'emoji alone',
      [
        { id: 'a', text: '👍', by: ['ann'] },
        { id: 'b', text: '👍', by: ['ann'] },
      ],
      'no-words',
    ],
    [
      'another amount',
      [
        { ...ann, text: '转账300元一直没有到账，请处理' },
        { ...ann, id: 'b', text: '转账5000元一直没有到账，请处理' },
      ],
      'nothing-alike',
    ],
    [
      'another card',
      [
        { ...ann, text: '尾号1234的卡被盗刷了快处理' },
        { ...ann, id: 'b', text: '尾号9876的卡被盗刷了快处理' },
      ],
      'nothing-alike',
    ],
    [
      'the same short words of a stranger',
      [
        { id: 'a', text: '闪退', by: ['ann'] },
        { id: 'b', text: '闪退', by: ['bob'] },
      ],
      'nothing-alike',
    ],
    [
      'short words that are only nearly those of a stranger',
      [
        { id: 'a', text: '什么时候能适配新系统啊', by: ['ann'] },
        { id: 'b', text: '什么时候能适配平板啊', by: ['bob'] },
      ],
      'nothing-alike',
    ],
  ])('%s', (_what, story, because) =>
    expect(last(...story)).toEqual({
      kind: 'original',
      score: 0,
      because: [because],
      of: undefined,
      clusterId: undefined,
    }),
  );

  test('own words beside a declared share: a feedback of its own, linked to the cluster', () => {
    const share = { id: 'b', text: '我家附近的网点也是这样，排队两个小时', by: ['bob'], sharedFrom: 'ann' };
    expect(last(ann, share)).toMatchObject({
      kind: 'original',
      because: ['own-words', 'shared-from'],
      clusterId: idOf('ann'),
    });
  });

  test('own words in front of a quote chain: a feedback of its own, linked to the cluster', () => {
    const quote = { id: 'b', text: `我家附近的网点也是这样//@ann：${FEE}`, by: ['bob'] };
    expect(last(ann, quote)).toMatchObject({
      kind: 'original',
      because: ['own-words', 'quote-chain'],
      clusterId: idOf('ann'),
    });
  });
});

describe('redelivery, revision', () => {
  test('the same id and content from another position is a redelivery and says which', () => {
    expect(told(ann, ann)[1]).toEqual({
      kind: 'redelivery',
      of: idOf('ann'),
      score: 1,
      because: ['same-id', 'same-content'],
      revision: 1,
      substantive: true,
      outdated: false,
      position: '0:1',
    });
  });

  test('the same position gets the decision that was stored, also after later ones', () => {
    const [first, , again] = told({ ...ann, position: '2:7' }, { ...ann, id: 'b' }, { ...ann, position: '2:7' });
    expect(again).toEqual(first);
  });

  test('a replay of what was parked gets the decision that was stored', () => {
    expect(new Set(told(ann, { ...ann, replay: true }).map((relation) => JSON.stringify(relation))).size).toBe(1);
  });

  test.each<[string, Partial<Said>, Partial<Relation>]>([
    ['other words', { text: `${FEE}，要求退款` }, { because: ['same-id', 'changed-text'], substantive: true }],
    ['other stars', { stars: 1 }, { because: ['same-id', 'changed-stars'], substantive: true }],
    ['punctuation and script only', { text: FEE_HANT }, { because: ['same-id', 'same-words'], substantive: false }],
    [
      'an older version',
      { text: '旧版本', updatedMinute: 1 },
      { because: ['same-id', 'older-than-known'], substantive: false, outdated: true },
    ],
  ])('a revision with %s', (_what, change, expected) => {
    const relation = told({ ...ann, updatedMinute: 5 }, { ...ann, updatedMinute: 6, ...change })[1]!;
    expect(relation).toMatchObject({ kind: 'revision', of: idOf('ann'), revision: 2, outdated: false, ...expected });
  });

  test('revisions are numbered, and going back to an earlier content is a redelivery of it', () => {
    const texts = ['第一版', '第二版', '第三版', '第二版'];
    const relations = told(...texts.map((text) => ({ ...ann, text })));
    expect(relations.map(({ kind, revision }) => [kind, revision])).toEqual([
      ['original', 1],
      ['revision', 2],
      ['revision', 3],
      ['redelivery', 2],
    ]);
  });
});

describe('resubmission', () => {
  test.each<[string, Partial<Said>, Partial<Relation>]>([
    [
      'the same words on another channel',
      { channel: 'hotline' },
      { because: ['same-customer', 'same-text'], score: 1 },
    ],
    ['in traditional script', { text: FEE_HANT }, { because: ['same-customer', 'same-text'], score: 1 }],
    [
      'by another identity of the same person',
      { by: ['ann-phone', 'ann'] },
      { because: ['same-customer', 'same-text'], score: 1 },
    ],
    ['with a title that was not there', { title: '年费' }, { because: ['same-customer', 'near-text'] }],
    [
      'inside a longer text',
      { text: `你好，我是老客户了，上周在网点办事之后才发现问题。${FEE}。请马上给我一个答复，我不想再等了，谢谢你们` },
      { because: ['same-customer', 'contained-text'] },
    ],
    [
      'sharing it oneself without a word',
      { text: '转发微博', sharedFrom: 'ann' },
      { because: ['same-customer', 'shared-from'], score: 1 },
    ],
    [
      'quoting oneself without a word',
      { text: `//@ann：${FEE}` },
      { because: ['same-customer', 'same-text', 'quote-chain'], score: 1 },
    ],
  ])('%s', (_what, change, expected) => {
    expect(last(ann, { ...ann, minute: 9, ...change, id: 'b' })).toMatchObject({
      kind: 'resubmission',
      ...from('ann'),
      ...expected,
    });
  });

  test('an answer under the own feedback is the same matter, whatever its words', () => {
    const answer = { id: 'b', text: '还是没有人联系我', by: ['ann'], inReplyTo: 'ann' };
    const expected = { kind: 'resubmission', because: ['same-customer', 'in-reply-to'], score: 1, ...from('ann') };
    expect([last(ann, answer), last(ann, answer, { ...answer, id: 'c', text: '等了三天', inReplyTo: 'b' })]).toEqual([
      expected,
      expected,
    ]);
  });

  test.each<[string, Said[]]>([
    ['somebody else', [ann, { id: 'b', text: '还是没有人联系我', by: ['bob'], inReplyTo: 'ann' }]],
    ['nobody in particular', [ann, { id: 'b', text: '还是没有人联系我', inReplyTo: 'ann' }]],
    [
      'something unknown, such as the bank',
      [ann, { id: 'b', text: '还是没有人联系我', by: ['ann'], inReplyTo: 'bank' }],
    ],
    ['itself', [{ id: 'b', text: '还是没有人联系我', by: ['ann'], inReplyTo: 'b' }]],
  ])('an answer to or by %s is what its own words are', (_what, story) => {
    expect(last(...story)).toMatchObject({ kind: 'original', because: ['nothing-alike'] });
  });

  test('short words count too, because the customer is known', () => {
    expect(last({ id: 'a', text: '闪退', by: ['ann'] }, { id: 'b', text: '闪退！', by: ['ann'] }).kind).toBe(
      'resubmission',
    );
  });

  test('a chain points to the one that opened the case', () => {
    expect(last(ann, { ...ann, id: 'b', minute: 2 }, { ...ann, id: 'c', minute: 3 })).toMatchObject(from('ann'));
  });

  test('nobody without an identity resubmits', () => {
    const nobody = { text: FEE, by: [] };
    expect(last({ id: 'a', ...nobody }, { id: 'b', ...nobody })).toMatchObject({
      kind: 'lookalike',
      because: ['same-text', 'unknown-customer'],
    });
  });

  test('it goes before a lookalike, though somebody else said it earlier', () => {
    expect(last({ ...ann, id: 'bob', by: ['bob'], minute: 0 }, ann, { ...ann, id: 'c', minute: 5 })).toMatchObject({
      kind: 'resubmission',
      of: idOf('ann'),
      clusterId: idOf('bob'),
    });
  });
});

describe('repost', () => {
  test.each<[string, Said]>([
    ['a share without a word', { id: 'b', text: '', by: ['bob'], sharedFrom: 'ann' }],
    ['a share with words that say nothing', { id: 'b', text: '转发微博 👍', by: ['bob'], sharedFrom: 'ann' }],
    ['a share that repeats the text', { id: 'b', text: FEE_HANT, by: ['bob'], sharedFrom: 'ann' }],
  ])('%s', (_what, share) =>
    expect(last(ann, share)).toEqual({
      kind: 'repost',
      ...from('ann'),
      score: 1,
      because: ['shared-from', 'no-own-words'],
    }),
  );

  test.each<[string, string]>([
    ['a quote chain', `转发微博//@ann：${FEE}`],
    ['a chain of chains', `//@bob://@ann：${FEE}`],
    ['a forwarded text', `转发：${FEE}`],
  ])('%s', (_what, text) =>
    expect(last(ann, { id: 'b', text, by: ['bob'] })).toMatchObject({ kind: 'repost', ...from('ann') }),
  );

  test('a short text is recognised in a quotation, because the chain says it is one', () => {
    expect(
      last(
        { id: 'a', text: '手机银行又闪退了', by: ['ann'] },
        { id: 'b', text: '//@ann:手机银行又闪退了', by: ['bob'] },
      ).kind,
    ).toBe('repost');
  });

  test('a share of something that is not known yet still points to it', () => {
    expect(last({ id: 'b', text: '转发', by: ['bob'], sharedFrom: 'later' })).toMatchObject({
      kind: 'repost',
      ...from('later'),
    });
  });

  test('a share of a share, or of a resubmission, points to the one that opened the case', () => {
    const share = (id: string, sharedFrom: string) => ({ id, text: '', by: [id], sharedFrom });
    expect(told(ann, share('b', 'ann'), share('c', 'b')).at(-1)).toMatchObject({ kind: 'repost', ...from('ann') });
    expect(told(ann, { ...ann, id: 'b' }, share('c', 'b')).at(-1)).toMatchObject({ kind: 'repost', ...from('ann') });
  });

  test('a quotation of something unknown is a feedback like any other', () =>
    expect(last({ id: 'b', text: `//@ann：${FEE}`, by: ['bob'] }).kind).toBe('original'));

  test('what somebody has only shared is not held against their own complaint', () => {
    const share = { id: 'b', text: '', by: ['bob'], sharedFrom: 'ann', minute: 2 };
    expect(last(ann, share, { ...ann, id: 'c', by: ['bob'], minute: 3 })).toMatchObject({
      kind: 'lookalike',
      of: idOf('ann'),
    });
  });
});
