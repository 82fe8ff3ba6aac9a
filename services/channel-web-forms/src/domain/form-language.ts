/** The languages that the hosted form speaks. */
export const FORM_LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type FormLanguage = (typeof FORM_LANGUAGES)[number];

/** What a visitor is spoken to in: what the address asks for, else what the browser prefers, else the source's own. */
export function formLanguage(
  asked: string | undefined,
  acceptLanguage: string | undefined,
  fallback: FormLanguage,
): FormLanguage {
  return spokenAs(asked ?? '') ?? preferred(acceptLanguage ?? '') ?? fallback;
}

/** The language of ours that a BCP 47 tag means: zh-TW, zh-HK and zh-MO are written in traditional characters. */
export function spokenAs(tag: string): FormLanguage | null {
  const [primary, ...rest] = tag.trim().toLowerCase().split('-');
  if (primary === 'en') return 'en';
  if (primary !== 'zh' && primary !== 'yue') return null;
  if (rest.includes('hans')) return 'zh-Hans';
  return primary === 'yue' || ['hant', 'tw', 'hk', 'mo'].some((part) => rest.includes(part)) ? 'zh-Hant' : 'zh-Hans';
}

// A header may be long; nobody prefers the twentieth language.
const TAGS = 20;

function preferred(header: string): FormLanguage | null {
  const ranked = header
    .split(',', TAGS)
    .map((part) => {
      const [tag, ...parameters] = part.split(';');
      const q = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((given) => given !== undefined);
      return { language: spokenAs(tag!), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ language, q }) => language !== null && q > 0)
    .sort((a, b) => b.q - a.q);
  return ranked[0]?.language ?? null;
}
