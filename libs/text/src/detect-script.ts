import { hanCharacters } from './han-characters';

export type Script = 'Hans' | 'Hant' | 'Latn' | 'mixed' | 'unknown';

/** How many characters of each kind a text holds. `hans` and `hant` count only characters that prove their script. */
export interface ScriptCounts {
  han: number;
  hans: number;
  hant: number;
  latinWords: number;
  /** Letters of any other alphabet: kana, Hangul, Cyrillic, Arabic, … */
  other: number;
}

const LATIN_WORDS = /\p{Script=Latin}+/gu;
const HAN = /\p{Script=Han}+/gu;
const SURROGATE_PAIRS = /[\uD800-\uDBFF]/g;
// Nothing but ASCII, Chinese characters and their punctuation, as most texts are: no letter of another alphabet.
const USUAL = /^[\0-\x7f\u2010-\u2027\u3000-\u3004\u3008-\u301f\u4e00-\u9fff\uff01-\uff20]*$/;
const LETTERS_BEYOND = /(?!\p{Script=Han}|\p{Script=Latin})\p{L}/gu;
// Links, handles and addresses are Latin in every language, and say nothing about the writer's own.
const MACHINE_WORDS = /https?:\/\/[!-~]+|www\.[!-~]+|[\w.+-]*@[\w.-]+/gi;

/**
 * The script a text is written in. Chinese without any character that differs between the two scripts (short texts
 * often) is `unknown`, because a guess would be one; both kinds in earnest is `mixed`.
 */
export function detectScript(text: string): Script {
  return scriptOf(countScripts(text));
}

export function countScripts(text: string): ScriptCounts {
  const { proves } = hanCharacters();
  const words = text.replace(MACHINE_WORDS, ' ');
  const counts = { han: countHan(words), hans: 0, hant: 0, latinWords: count(words, LATIN_WORDS), other: 0 };
  for (let index = 0; counts.han > 0 && index < words.length; index++) {
    const proof = proves[words.charCodeAt(index)];
    if (proof === 1) counts.hans++;
    else if (proof === 2) counts.hant++;
  }
  return USUAL.test(words) ? counts : { ...counts, other: count(words, LETTERS_BEYOND) };
}

/** Latin when it outweighs Han characters; a Chinese sentence may hold an English word or two. */
export function isLatin(counts: ScriptCounts): boolean {
  return counts.latinWords > counts.han;
}

/** The script that such counts speak for. */
export function scriptOf(counts: ScriptCounts): Script {
  if (counts.other > counts.han && counts.other > counts.latinWords) return 'unknown';
  if (isLatin(counts)) return 'Latn';
  const { hans, hant } = counts;
  if (hans === 0 && hant === 0) return 'unknown';
  // One quoted word of the other script in a long text does not make it mixed.
  if (hant * 4 <= hans) return 'Hans';
  if (hans * 4 <= hant) return 'Hant';
  return 'mixed';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

// By runs: a match for each character is a string for each.
function countHan(text: string): number {
  let characters = 0;
  for (const run of text.match(HAN) ?? []) characters += run.length - count(run, SURROGATE_PAIRS);
  return characters;
}
