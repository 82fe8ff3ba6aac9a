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
const LOGIN = 'I have not been able to log in since the update, it asks for my fingerprint and then crashes each time';
const ann = { id: 'ann', text: FEE, by: ['ann'], minute: 1 };
const from = (name: string) => ({ of: idOf(name), clusterId: idOf(name) });

describe('lookalike', () => {
  test.each<[string, string, string, Partial<Relation>]>([
    ['the same words', FEE, FEE_HANT, { because: ['same-text', 'other-customer'], score: 1 }],
    ['nearly the same words', FEE, FEE.replace('三次', '好几次'), { because: ['near-text', 'other-customer'] }],
    ['in English', LOGIN, `Hello, ${LOGIN}!!`, { because: ['near-text', 'other-customer'] }],
  ])('%s of another customer', (_what, text, ...[again, expected]) =>
    expect(last({ ...ann, text }, { id: 'b', text: again, by: ['bob'] })).toMatchObject({
      kind: 'lookalike',
      ...from('ann'),
      ...expected,
    }),
  );

  test.each([
    ['another bank', `${FEE}，工商银行`, `${FEE}，建设银行`, 'bob', ['near-text', 'other-customer', 'other-bank']],
    ['another amount', `${FEE}共300元`, `${FEE}共5000元`, 'bob', ['near-text', 'other-customer', 'other-amount']],
    ['another amount', `${FEE}共300元`, `${FEE}共5000元`, 'ann', ['near-text', 'same-customer', 'other-amount']],
    ['another day', `3月5日，${FEE}`, `3月8日，${FEE}`, 'ann', ['near-text', 'same-customer', 'other-date']],
    [
      'another person',
      `找了王经理，${FEE}`,
      `找了李经理，${FEE}`,
      'ann',
      ['near-text', 'same-customer', 'other-person'],
    ],
  ])('a template about %s is a campaign and never one matter', (_what, text, ...[again, by, because]) =>
    expect(last({ ...ann, text }, { id: 'b', text: again, by: [by] })).toMatchObject({
      kind: 'lookalike',
      because,
      ...from('ann'),
    }),
  );

  test('short words that are cut from a longer text are its copy, repetition is no length', () => {
    const long = '点击福袋都不能退出来，设计这块的带脑子了没，太差劲了';
    expect(last({ ...ann, text: long }, { id: 'b', text: long.slice(0, 19), by: ['bob'] }).kind).toBe('lookalike');
    const chant = '黑屏'.repeat(12);
    expect(last({ ...ann, text: chant }, { id: 'b', text: chant, by: ['bob'] }).kind).toBe('original');
  });

  test('points to the earliest, whose cluster it joins', () =>
    expect(last(ann, { ...ann, id: 'b', by: ['b'], minute: 2 }, { ...ann, id: 'c', by: ['c'], minute: 3 }).of).toBe(
      idOf('ann'),
    ));
});
