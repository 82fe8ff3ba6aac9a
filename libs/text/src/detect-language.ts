import { countScripts, isLatin, scriptOf, type Script, type ScriptCounts } from './detect-script';

export type Language = 'zh' | 'en' | 'other' | 'unknown';

// The commonest small words: they tell languages of one alphabet apart from a handful of words on.
const ENGLISH = wordSet(
  'the an and or but is are was were be been am i my you your it its this that these to of in on at for with from',
  'not very so as if when what why how can could will would has have had do does did they we our us by get just app',
  'good bad nice best great please thanks money card bank account cannot',
);
const OTHERS = wordSet(
  'de la el los las que una por con para muy del le les des est une dans pas pour avec je vous der die das und nicht ist',
  'ich ein eine mit zu den di il che non per sono da um uma não com meu minha dan yang saya tidak untuk dengan ini itu',
  'của và không là tôi ako ang ng mga hindi sa ko po het een niet van voor',
);

/**
 * The language a text is written in. `other` is a language that Hearback has no labels for; `unknown` a text without
 * letters. A few Latin words without a telling one count as English, the likelier by far.
 */
export function detectLanguage(text: string): Language {
  return languageOf(text, countScripts(text));
}

/** Language and script of a text, which is read once for both: for where each microsecond of a request counts. */
export function detectWriting(text: string): { language: Language; script: Script } {
  const counts = countScripts(text);
  return { language: languageOf(text, counts), script: scriptOf(counts) };
}

function languageOf(text: string, counts: ScriptCounts): Language {
  if (counts.han === 0 && counts.latinWords === 0) return counts.other > 0 ? 'other' : 'unknown';
  // Kana and Hangul stand among Han characters in Japanese and Korean.
  if (counts.other > 0 && counts.other * 3 > counts.han + counts.latinWords) return 'other';
  if (!isLatin(counts)) return 'zh';
  return latinLanguage(text);
}

function latinLanguage(text: string): Language {
  let english = 0;
  let others = 0;
  for (const word of text.toLowerCase().match(/[\p{L}']+/gu) ?? []) {
    if (ENGLISH.has(word)) english++;
    if (OTHERS.has(word)) others++;
  }
  return others > english ? 'other' : 'en';
}

function wordSet(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
