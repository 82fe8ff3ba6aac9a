import type { Source } from '@hearback/contracts';
import { spokenAs, type FormLanguage } from './form-language';
import { FORM_WORDS } from './form-words';

export const OPTIONAL_FIELDS = ['topic', 'name', 'phone', 'email'] as const;
export type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** A form as a bank has set it up, in one language. */
export interface FormSettings {
  /** The optional fields that are shown; the text always is. */
  fields: readonly OptionalField[];
  /** Value and label of each topic. */
  topics: readonly (readonly [value: string, label: string])[];
  title: string;
  intro: string;
  thanks: string;
  consent: string;
  /** Consent is a box to tick and not a line to read. */
  consentBox: boolean;
  /** Pages that may show the form in a frame; nobody else may. */
  allowedOrigins: readonly string[];
  branch: string | undefined;
}

type Given = Readonly<Record<string, string>>;

/** Whether a source shows its form to everyone: only where its setting `hostedForm` is `true`, because a form needs no key. */
export function showsForm(source: Source): boolean {
  return source.settings?.hostedForm === 'true';
}

/** The language of a source's form for visitors who ask for none. */
export function ownLanguage(source: Source): FormLanguage {
  return spokenAs(source.settings?.language ?? '') ?? 'zh-Hans';
}

/**
 * Settings of a source: `fields`, `topics` (separated by |), `title`, `intro`, `thanks`, `consent` (each also for one language, as
 * `title.en`), `consentBox` (true), `allowedOrigins`, `branch`, `language`. What is absent has a default; an origin that is none is left out.
 */
export function formSettings(source: Source, language: FormLanguage): FormSettings {
  const given: Given = source.settings ?? {};
  const words = FORM_WORDS[language];
  const own = (name: string) => given[`${name}.${language}`] ?? given[name];
  return {
    fields: fieldsOf(given.fields),
    topics: topicsOf(own('topics')) ?? Object.entries(words.topics),
    title: own('title') ?? words.title,
    intro: own('intro') ?? words.intro,
    thanks: own('thanks') ?? words.thanks,
    consent: own('consent') ?? words.consent,
    consentBox: given.consentBox === 'true',
    allowedOrigins: originsOf(given.allowedOrigins ?? ''),
    branch: given.branch,
  };
}

function fieldsOf(given: string | undefined): readonly OptionalField[] {
  if (given === undefined) return OPTIONAL_FIELDS;
  const named = listOf(given);
  return OPTIONAL_FIELDS.filter((field) => named.includes(field));
}

function topicsOf(given: string | undefined): [string, string][] | undefined {
  return given
    ?.split('|')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '')
    .map((topic) => [topic, topic]);
}

// They go into a header of security: only a scheme, a host and a port, as a URL would write them.
function originsOf(given: string): string[] {
  return listOf(given).flatMap((origin) => {
    if (!URL.canParse(origin)) return [];
    const url = new URL(origin);
    return ['https:', 'http:'].includes(url.protocol) ? [url.origin] : [];
  });
}

function listOf(given: string): string[] {
  return given.split(/[\s,]+/).filter((part) => part !== '');
}
