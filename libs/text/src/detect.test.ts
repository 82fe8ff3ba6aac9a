import fc from 'fast-check';
import { detectLanguage } from './detect-language';
import { countScripts, detectScript } from './detect-script';

test.each([
  ['手机银行登录不了，转账失败', 'zh', 'Hans'],
  ['手機銀行登入不了，轉帳失敗', 'zh', 'Hant'],
  ['App 更新後就閃退，請盡快處理', 'zh', 'Hant'],
  ['app又闪退了 please fix', 'zh', 'Hans'],
  ['太差了', 'zh', 'unknown'],
  ['很好用', 'zh', 'unknown'],
  ['客服说「請稍後再試」，到现在还没处理', 'zh', 'mixed'],
  ['我在手机银行里看到一条写着後台的提示，之后转账、缴费、理财页面统统打不开，电话也没人接', 'zh', 'Hans'],
  ['The app keeps crashing when I log in', 'en', 'Latn'],
  ['Worst app', 'en', 'Latn'],
  ['I tried the 中行 app many times and it never works', 'en', 'Latn'],
  ['La aplicación no funciona y el banco no responde', 'other', 'Latn'],
  ['Aplikasi ini tidak bisa dibuka, saya kecewa dengan bank', 'other', 'Latn'],
  ['アプリが起動しません', 'other', 'unknown'],
  ['앱이 자꾸 꺼져요', 'other', 'unknown'],
  ['Приложение не работает', 'other', 'unknown'],
  ['登录不了 https://example.com/some/long/path?with=words', 'zh', 'Hans'],
  ['12345', 'unknown', 'unknown'],
  ['👍👍', 'unknown', 'unknown'],
  ['', 'unknown', 'unknown'],
])('%s is %s in %s', (text, language, script) => {
  expect({ language: detectLanguage(text), script: detectScript(text) }).toEqual({ language, script });
});

test('every string has an answer', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Boolean(detectLanguage(text) && detectScript(text))));
});

test('characters are counted as they are one by one, also beyond the basic plane', () => {
  const unit = fc.oneof(
    fc.constantFrom(
      '款',
      '轉',
      '〇',
      '々',
      '𠮷',
      '𪚥',
      'あ',
      'ｱ',
      'Ａ',
      'й',
      'é',
      '。',
      '！',
      '…',
      '👍',
      '7',
      ' ',
      'a',
      '\ud800',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const text = units.join('').replace(/[@:.]/g, '');
      const characters = [...text];
      const han = characters.filter((c) => /\p{Script=Han}/u.test(c)).length;
      const latin = characters.filter((c) => /\p{Script=Latin}/u.test(c)).length;
      const letters = characters.filter((c) => /\p{L}/u.test(c) && !/\p{Script=Han}|\p{Script=Latin}/u.test(c)).length;
      const counts = countScripts(text);
      expect({ han: counts.han, other: counts.other }).toEqual({ han, other: letters });
      expect(counts.latinWords).toBeLessThanOrEqual(latin);
    }),
    { numRuns: 2_000 },
  );
});
