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
  return converted.length === text.length ? converted : simplifyCharacters(text);
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
