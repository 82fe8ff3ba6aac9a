import fc from 'fast-check';
import { cleanText } from './clean-text';
import { fold } from './fold';
import { shingles } from './shingles';
import { stripQuoteChain } from './strip-quote-chain';
import { toSimplified } from './to-simplified';

test.each([
  ['plain text', '登录不了', { text: '登录不了', repaired: false }],
  ['NUL', '登录\u0000不了', { text: '登录不了', repaired: true }],
  ['a lone high surrogate', 'a\ud83d b', { text: 'a b', repaired: true }],
  ['a lone low surrogate', '\ude00a', { text: 'a', repaired: true }],
  ['a whole pair', '😀', { text: '😀', repaired: false }],
  ['a decomposed letter', 'cafe\u0301', { text: 'café', repaired: false }],
])('cleaning %s', (_what, raw, cleaned) => expect(cleanText(raw)).toEqual(cleaned));

const isWellFormed = (text: string) => Buffer.from(text).toString() === text;

test('cleaned text is well formed, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const { text } = cleanText(raw + '\ud800');
      return isWellFormed(text) && !text.includes('\0') && cleanText(text).text === text;
    }),
  );
});

test.each([
  ['own words in front of a chain', '我也遇到了//@甲:登录不了//@乙：我家也是', '我也遇到了', '登录不了 我家也是'],
  ['nothing but a chain', '转发微博//@甲:登录不了', '', '登录不了'],
  ['a traditional share word', '轉發微博//@甲:登入不了', '', '登入不了'],
  ['full-width marks', '支持／／＠甲：登录不了', '支持', '登录不了'],
  ['a chain that answers', '//@甲:回复@乙:登录不了', '', '登录不了'],
  ['a retweet', 'Same here RT @someone: Login broken', 'Same here', 'Login broken'],
  ['a forwarded mail', 'Fwd: Login broken', '', 'Login broken'],
  ['a forward in Chinese', '转发：登录不了', '', '登录不了'],
  ['no chain', '登录不了', '登录不了', null],
  ['a share word alone', '转发微博', '', null],
  ['an address', '登录不了 https://t.cn/abc', '登录不了 https://t.cn/abc', null],
  ['a word that ends in rt', 'Support @bank is bad', 'Support @bank is bad', null],
  ['nothing', '', '', null],
])('the quote chain of %s', (_what, text, ...[own, quoted]) => expect(stripQuoteChain(text)).toEqual({ own, quoted }));

test.each([
  ['Taiwanese words', '軟體更新後網路銀行轉帳失敗', '软件更新后网络银行转帐失败'],
  ['simplified text as it is', '上传文件失败', '上传文件失败'],
  ['English as it is', 'Login broken', 'Login broken'],
  ['words that both sides share', '補資料查詢不到，數據不對，匯出存取款', '补资料查询不到，数据不对，汇出存取款'],
])('simplifying %s', (_what, text, simplified) => expect(toSimplified(text)).toBe(simplified));

test('offsets stay valid: a simplified text is as long as its original', () => {
  const phrases = fc.constantFrom(
    '軟體',
    '計程車',
    '滑鼠',
    '網際網路',
    '資訊',
    'の',
    '後台',
    '著',
    '😀',
    'a',
    '行動電話',
    '部落格',
  );
  fc.assert(fc.property(fc.array(phrases), (parts) => toSimplified(parts.join('')).length === parts.join('').length));
});

test.each([
  ['each two characters of Chinese', '登录不了', 3],
  ['each five letters of English', 'loginbroken', 7],
  ['each script on its own', '手机app闪退', 3],
  ['a single character', '差', 1],
  ['a repeated piece once', '哈哈哈哈哈', 1],
  ['nothing', '', 0],
])('shingles are %s', (_what, folded, count) => expect(shingles(folded)).toHaveLength(count));

test('shingles ascend and each stands once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const hashes = [...shingles(fold(text))];
      return hashes.every((hash, index) => index === 0 || hashes[index - 1]! < hash);
    }),
  );
});
