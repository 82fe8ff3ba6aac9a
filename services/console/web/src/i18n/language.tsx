import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { spanOf } from '../model/figures';
import { message, preferredLanguage, LANGUAGES, type Language, type MessageKey } from './messages';

export interface Words {
  language: Language;
  choose(language: Language): void;
  t(key: MessageKey, values?: Record<string, string | number>): string;
  /** The name of a word of a closed list (`channel.hotline`); the bare word where this page does not know it yet. */
  name(family: string, word: string): string;
  span(seconds: number): string;
  /** Month, day, hour and minute; for what is near. */
  time(iso: string): string;
  /** With its year. */
  date(iso: string): string;
  /** With its year, in a zone. */
  dateIn(zone: string, iso: string): string;
  number(value: number): string;
}

// Months in words in English, where 03/02 means two dates.
const LOCALES: Record<Language, { locale: string; month: '2-digit' | 'short' }> = {
  'zh-Hans': { locale: 'zh-Hans', month: '2-digit' },
  'zh-Hant': { locale: 'zh-Hant', month: '2-digit' },
  en: { locale: 'en-GB', month: 'short' },
};
const TIME = { day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const STORAGE = 'hearback.language';
const LanguageContext = createContext<Words | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = message(language, 'app.name') ?? 'Hearback';
  }, [language]);
  const words = useMemo(() => wordsOf(language, setLanguage), [language]);
  return <LanguageContext value={words}>{children}</LanguageContext>;
}

export function useWords(): Words {
  const words = use(LanguageContext);
  if (!words) throw new Error('useWords outside LanguageProvider');
  return words;
}

function wordsOf(language: Language, setLanguage: (language: Language) => void): Words {
  const { locale, month } = LOCALES[language];
  const near = new Intl.DateTimeFormat(locale, { ...TIME, month });
  const dated = new Intl.DateTimeFormat(locale, { ...TIME, month, year: 'numeric' });
  const inZone = new Map<string, Intl.DateTimeFormat>();
  const formatIn = (timeZone: string) => {
    const known = inZone.get(timeZone);
    if (known) return known;
    const made = new Intl.DateTimeFormat(locale, { ...TIME, month, year: 'numeric', timeZone });
    inZone.set(timeZone, made);
    return made;
  };
  const numbers = new Intl.NumberFormat(language);
  const t: Words['t'] = (key, values) => message(language, key, values) ?? key;
  return {
    language,
    choose: (chosen) => {
      localStorage.setItem(STORAGE, chosen);
      setLanguage(chosen);
    },
    t,
    name: (family, word) => message(language, `${family}.${word}`) ?? word,
    span: (seconds) => {
      const { unit, value } = spanOf(seconds);
      return t(`span.${unit}`, { value });
    },
    time: (iso) => (Number.isNaN(Date.parse(iso)) ? '—' : near.format(new Date(iso))),
    date: (iso) => (Number.isNaN(Date.parse(iso)) ? '—' : dated.format(new Date(iso))),
    dateIn: (zone, iso) => (Number.isNaN(Date.parse(iso)) ? '—' : formatIn(zone).format(new Date(iso))),
    number: (value) => numbers.format(value),
  };
}

function initialLanguage(): Language {
  const stored = localStorage.getItem(STORAGE);
  if (stored !== null && stored in LANGUAGES) return stored as Language;
  return preferredLanguage(navigator.languages);
}
