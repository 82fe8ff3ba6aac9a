import { callBacksEn } from './call-backs.en';
import { callBacksZhHans, type CallBacksKey } from './call-backs.zh-hans';
import { callBacksZhHant } from './call-backs.zh-hant';
import { caseEn } from './case.en';
import { caseZhHans, type CaseKey } from './case.zh-hans';
import { caseZhHant } from './case.zh-hant';
import { channelsEn } from './channels.en';
import { channelsZhHans, type ChannelsKey } from './channels.zh-hans';
import { channelsZhHant } from './channels.zh-hant';
import { en } from './en';
import { figuresEn } from './figures.en';
import { figuresZhHans, type FiguresKey } from './figures.zh-hans';
import { figuresZhHant } from './figures.zh-hant';
import { refusedEn } from './refused.en';
import { refusedZhHans, type RefusedKey } from './refused.zh-hans';
import { refusedZhHant } from './refused.zh-hant';
import { zhHans, type PageKey } from './zh-hans';
import { zhHant } from './zh-hant';

export type MessageKey = PageKey | CaseKey | FiguresKey | CallBacksKey | ChannelsKey | RefusedKey;

export const LANGUAGES = {
  'zh-Hans': { ...zhHans, ...caseZhHans, ...figuresZhHans, ...callBacksZhHans, ...channelsZhHans, ...refusedZhHans },
  'zh-Hant': { ...zhHant, ...caseZhHant, ...figuresZhHant, ...callBacksZhHant, ...channelsZhHant, ...refusedZhHant },
  en: { ...en, ...caseEn, ...figuresEn, ...callBacksEn, ...channelsEn, ...refusedEn },
} as const satisfies Record<string, Record<MessageKey, string>>;
export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', en: 'English' };

/** The words for a key, with `{names}` replaced. A key that only an answer of a newer service names comes back as null. */
export function message(language: Language, key: string, values: Record<string, string | number> = {}): string | null {
  const text: string | undefined = (LANGUAGES[language] as Record<string, string>)[key];
  if (text === undefined) return null;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The first language of the browser that the page speaks; Chinese when it speaks none of them. */
export function preferredLanguage(browser: readonly string[]): Language {
  for (const tag of browser.map((t) => t.toLowerCase())) {
    if (/^zh-(hant|tw|hk|mo)\b/.test(tag)) return 'zh-Hant';
    if (/^zh\b/.test(tag)) return 'zh-Hans';
    if (/^en\b/.test(tag)) return 'en';
  }
  return 'zh-Hans';
}
