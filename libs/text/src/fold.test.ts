import fc from 'fast-check';
import { fold } from './fold';

describe('texts that say the same fold to the same', () => {
  test.each([
    ['traditional script', '手機銀行登入不了，轉帳一直失敗', '手机银行登入不了，转账一直失败'],
    ['full-width forms', 'ＡＰＰ　闪退　１００　次', 'app闪退100次'],
    ['case and punctuation', 'The APP crashes — AGAIN!!!', 'the app crashes, again'],
    ['emoji and zero-width characters', '闪\u200b退😡😡\ufe0f👍🏽，垃圾', '闪退 垃圾'],
    ['Weibo emoji in brackets', '[怒][允悲]又闪退了[doge]', '又闪退了'],
    ['a pinyin gloss after a character', '優（yōu）化 手机(jī)银行 体验(ti3)', '优化手机银行体验'],
    ['an address', '登录不了 https://t.cn/A6xyz?a=1#top 谁管管', '登录不了谁管管'],
    ['an address glued to Chinese', '登录不了http://t.cn/A6xyz谁管管', '登录不了谁管管'],
    ['mentions', '@某某银行 @mybank_help 登录不了', '登录不了'],
    ['a topic of Weibo', '#某某银行闪退# 登录不了', '登录不了'],
    ['a hashtag', 'Login broken again #MyBank #fail2024', 'login broken again'],
    ['a Weibo chain', '转发微博//@甲:回复@乙：登录不了', '登录不了'],
    ['a Weibo chain behind an address', 'http://t.cn/A6xyz//@甲:登录不了', '登录不了'],
    ['full-width chain marks', '／／＠甲：登录不了', '登录不了'],
    ['a retweet', 'RT @someone: Login broken again', 'login broken again'],
    ['a forwarded mail', 'FW: Fwd: Login broken again', 'login broken again'],
    ['a share word in brackets', '【转发】登录不了', '登录不了'],
    ['variants within simplified script', '转帐没到帐', '转账没到账'],
    ['line breaks', '登录\r\n不了\t！', '登录不了'],
  ])('%s', (_what, written, plain) => expect(fold(written)).toBe(fold(plain)));
});

test.each([
  ['sentences with the word 转发', '转发功能坏了', '转发功能坏了'],
  ['a card number after a hash sign', 'card #1234 and #5678', 'card1234and5678'],
  ['an English word in brackets', '中行(app)很差', '中行app很差'],
  [
    'a sentence glued to the sign of a mention',
    '差评@某某银行你们的手机软件从昨天晚上开始就一直登录不了啊',
    '差评某某银行你们的手机软件从昨天晚上开始就一直登录不了啊',
  ],
  ['the words of a text that is only a topic', '#手机银行又崩了#', '手机银行又崩了'],
  ['negation', 'cannot log in', 'cannotlogin'],
  ['an e-mail address', 'write to a.b@example.com', 'writetoabexamplecom'],
  ['other alphabets', 'Привет, мир', 'приветмир'],
])('it keeps %s', (_what, text, folded) => expect(fold(text)).toBe(folded));

test.each(['', '   ', '👍👍👍', '。。。！', '@某某银行', 'https://example.com/x', '转发微博', '//@甲:', '[怒]'])(
  'nothing is said by %p',
  (text) => expect(fold(text)).toBe(''),
);

test('any string folds to letters and digits, whatever it holds', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('#', '@', '//@', 'RT @', '(', 'ā', ')', '转发', ':', '中', '\ud800', '\0', ' ', 'a', '1'))
      .map((p) => p.join('')),
  );
  fc.assert(
    fc.property(odd, (text) => /^[\p{L}\p{N}]*$/u.test(fold(text))),
    { numRuns: 500 },
  );
});

test('the longest text that is allowed folds in well under a second', () => {
  for (const part of ['#', '@a', '(a', '//@', 'rt ', '转发', '优(yo', '[怒', ' ', 'a'.repeat(50) + ' '])
    fold(part.repeat(20_000 / part.length));
}, 3_000);
