import { Converter } from 'opencc-js/t2cn';
import { hanCharacters } from './han-characters';

let convertPhrases: ((text: string) => string) | undefined;

/**
 * Traditional to simplified, with the words of Taiwan where they differ (軟體 becomes 软件). The result is as long as the
 * text, so offsets into one are offsets into the other; where a phrase would change the length, characters are converted
 * one by one. Text without a traditional character is returned as it is: in simplified text 文件 means something else.
 */
export function toSimplified(text: string): string {
  if (!hasTraditional(text)) return text;
  convertPhrases ??= Converter({ from: 'twp', to: 'cn' });
  const converted = convertPhrases(text);
  return converted.length === text.length ? withSharedWords(text, converted) : simplifyCharacters(text);
}

// Words that both sides of the strait write for the same, which the phrase table takes for those of computers: it would
// make export (导出) of money sent abroad (匯出), access (访问) of deposits and withdrawals (存取), data of documents.
const SHARED = Object.entries({
  資料: '资料',
  查詢: '查询',
  匯出: '汇出',
  匯入: '汇入',
  存取: '存取',
  程序: '程序',
  文件: '文件',
  整合: '整合',
});

function withSharedWords(text: string, converted: string): string {
  let result = converted;
  for (const [traditional, shared] of SHARED)
    for (let at = text.indexOf(traditional); at >= 0; at = text.indexOf(traditional, at + shared.length))
      result = result.slice(0, at) + shared + result.slice(at + shared.length);
  return result;
}

/** Character by character: fast, and enough for comparing. */
export function simplifyCharacters(text: string): string {
  const { simplified } = hanCharacters();
  let result = '';
  let copied = 0;
  for (let index = 0; index < text.length; index++) {
    const form = simplified[text.charCodeAt(index)]!;
    if (form === 0) continue;
    result += text.slice(copied, index) + String.fromCharCode(form);
    copied = index + 1;
  }
  return copied === 0 ? text : result + text.slice(copied);
}

function hasTraditional(text: string): boolean {
  const { proves } = hanCharacters();
  for (let index = 0; index < text.length; index++) if (proves[text.charCodeAt(index)] === 2) return true;
  return false;
}
