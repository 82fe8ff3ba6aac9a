import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { cleanText } from '@hearback/text';
import type { FormFields } from './form-fields';
import type { FormLanguage } from './form-language';
import type { FormSettings } from './form-settings';
import type { FormFaultReason } from './form-words';

/** A fault of a form; `field` is where it is mended, absent when it concerns the whole. */
export interface FormFault {
  field?: 'text' | 'topic' | 'name' | 'phone' | 'email' | 'consent';
  reason: FormFaultReason;
}

export type FormReading = { ok: true; item: Record<string, unknown> } | { ok: false; faults: FormFault[] };

const NAME_LENGTH = 100;

/** What a person typed, as an item of POST /v1/feedback, or everything that they must mend first. */
export function formItem(fields: FormFields, settings: FormSettings, language: FormLanguage): FormReading {
  const typed = typedOf(fields, settings);
  const faults = faultsOf(typed, settings, fields);
  if (faults.length > 0) return { ok: false, faults };
  const { text, topic, ...author } = typed;
  const named = Object.entries(author).filter(([, value]) => value !== '');
  return {
    ok: true,
    item: {
      text,
      ...(named.length > 0 ? { author: Object.fromEntries(named) } : {}),
      ...(settings.branch === undefined ? {} : { branch: settings.branch }),
      attributes: {
        formLanguage: language,
        ...(topic === '' ? {} : { topic }),
        ...(settings.consentBox ? { consent: true } : {}),
      },
    },
  };
}

type Typed = Record<'text' | 'topic' | 'name' | 'phone' | 'email', string>;

// A field that the form does not show was not typed by a person.
function typedOf(fields: FormFields, settings: FormSettings): Typed {
  const shown = (name: keyof Typed) => name === 'text' || settings.fields.includes(name);
  const typed = (name: keyof Typed) => (shown(name) ? (fields.get(name) ?? '') : '');
  return {
    // Browsers send line ends as CRLF, whatever was typed.
    text: typed('text').replace(/\r\n/g, '\n').trim(),
    topic: typed('topic').trim(),
    name: typed('name').trim(),
    phone: typed('phone').trim(),
    email: typed('email').normalize('NFKC').trim(),
  };
}

function faultsOf(typed: Typed, settings: FormSettings, fields: FormFields): FormFault[] {
  const checks: [boolean, FormFault][] = [
    [cleanText(typed.text).text.trim() === '', { field: 'text', reason: 'text-required' }],
    [typed.text.length > FEEDBACK_LIMITS.textLength, { field: 'text', reason: 'text-too-long' }],
    [!knownTopic(typed.topic, settings), { field: 'topic', reason: 'topic-unknown' }],
    [typed.name.length > NAME_LENGTH, { field: 'name', reason: 'name-too-long' }],
    [typed.phone !== '' && !isPhone(typed.phone), { field: 'phone', reason: 'phone-wrong' }],
    [typed.email !== '' && !isEmail(typed.email), { field: 'email', reason: 'email-wrong' }],
    [settings.consentBox && !fields.has('consent'), { field: 'consent', reason: 'consent-required' }],
  ];
  return checks.flatMap(([wrong, fault]) => (wrong ? [fault] : []));
}

function knownTopic(topic: string, { topics }: FormSettings): boolean {
  return topic === '' || topics.some(([value]) => value === topic);
}

// Generous: an extension or a foreign number must pass; a word or half a number must not, because nobody could call back.
function isPhone(given: string): boolean {
  const folded = given.normalize('NFKC');
  const digits = folded.replace(/\D/g, '').length;
  return /^\+?[\d\s().\-/#x]+$/i.test(folded) && digits >= 5 && digits <= 20;
}

function isEmail(given: string): boolean {
  return given.length <= 254 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(given);
}
