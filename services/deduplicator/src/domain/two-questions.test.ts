import fc from 'fast-check';
import { feedback, type Said } from '../../test/feedback-builder';
import { ModelWindow } from '../../test/model-window';
import { RELATION_RULES } from './relation-rules';
import { textQuery } from './text-query';

// Whether two texts are the same and whether two feedbacks are the same matter are two questions. Only the customer, or
// whoever declares to share or quote, answers the second.
const PIECES = [
  '闪退',
  '好',
  '登录不了',
  '客服态度差',
  'bad app',
  '信用卡年费被重复扣了两次',
  '打了三次电话没有人处理，请尽快退回',
  'The app logs me out every minute and nobody answers the phone',
];
const words = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('，'));
const strangers = fc.array(words, { minLength: 2, maxLength: 8 });

const toldBy = (texts: readonly string[], who: (at: number) => Pick<Said, 'by'>) => {
  const window = new ModelWindow();
  return texts.map((text, at) => {
    const query = textQuery(feedback({ id: `f${at}`, text, minute: at, ...who(at) }), { position: `0:${at}` });
    return { ...window.decide(query), length: query.text.length, script: query.text.zh ? 'zh' : 'other' } as const;
  });
};

test('what strangers say is never one case, however alike', () => {
  fc.assert(
    fc.property(strangers, (texts) => {
      const kinds = toldBy(texts, (at) => ({ by: [`customer-${at}`] })).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== 'original' && kind !== 'lookalike')).toEqual([]);
    }),
  );
});

test('nor is what nobody in particular says', () => {
  fc.assert(
    fc.property(strangers, (texts) => {
      const kinds = toldBy(texts, () => ({})).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== 'original' && kind !== 'lookalike')).toEqual([]);
    }),
  );
});

test('short texts of strangers are not even a campaign', () => {
  fc.assert(
    fc.property(strangers, (texts) => {
      const short = toldBy(texts, (at) => ({ by: [`customer-${at}`] })).filter(
        ({ length, script }) => length < RELATION_RULES.leastLength[script],
      );
      expect(short.filter(({ kind }) => kind !== 'original')).toEqual([]);
    }),
  );
});

test('the same words of one customer are one matter, at any length', () => {
  fc.assert(
    fc.property(words, (text) => {
      expect(toldBy([text, text], () => ({ by: ['ann'] })).map(({ kind }) => kind)).toEqual([
        'original',
        'resubmission',
      ]);
    }),
  );
});
