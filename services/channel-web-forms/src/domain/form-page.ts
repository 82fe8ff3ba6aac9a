import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { escapeHtml } from './escape-html';
import type { FormFields } from './form-fields';
import type { FormFault } from './form-item';
import type { FormLanguage } from './form-language';
import type { FormSettings, OptionalField } from './form-settings';
import { FORM_WORDS, type FormWords } from './form-words';
import { pageOf } from './page-frame';

/** The field that people do not see and machines fill in. Its name must be none that a browser completes by itself. */
export const HONEYPOT = 'homepage_2';
export const TOKEN = 'form_token';

/** A form to be shown: for the first time, or again with what was typed. */
export interface ShownForm {
  sourceId: string;
  language: FormLanguage;
  settings: FormSettings;
  token: string;
  typed: FormFields;
  faults: readonly FormFault[];
}

/** The form as a page. Addresses within it are relative, so that it works behind any front door. */
export function formPage(form: ShownForm): string {
  const { sourceId, language, settings, faults } = form;
  const words = FORM_WORDS[language];
  const heading = faults.length > 0 ? `${words.errorPrefix}${settings.title}` : settings.title;
  const contact = ['phone', 'email'].some((field) => settings.fields.includes(field as OptionalField));
  const body = `<h1>${escapeHtml(settings.title)}</h1>
<p>${escapeHtml(settings.intro)}</p>
${summaryOf(faults, words)}
<form method="post" action="${escapeHtml(`${encodeURIComponent(sourceId)}?lang=${language}`)}" accept-charset="utf-8" novalidate>
<input type="hidden" name="${TOKEN}" value="${escapeHtml(form.token)}">
${textField(form, words)}
${settings.fields.includes('topic') ? topicField(form, words) : ''}
${settings.fields.includes('name') ? inputField(form, words, 'name') : ''}
${contact ? `<p class="hint" id="contact-hint">${escapeHtml(words.contactHint)}</p>` : ''}
${settings.fields.includes('phone') ? inputField(form, words, 'phone') : ''}
${settings.fields.includes('email') ? inputField(form, words, 'email') : ''}
<div class="away" aria-hidden="true"><label for="f-${HONEYPOT}">${escapeHtml(words.honeypot)}</label><input id="f-${HONEYPOT}" name="${HONEYPOT}" type="text" tabindex="-1" autocomplete="off"></div>
${consentOf(form, words)}
<button type="submit">${escapeHtml(words.send)}</button>
</form>`;
  return pageOf({ language, title: heading, body });
}

// The summary takes the focus when the page opens, so that a screen reader begins with it.
function summaryOf(faults: readonly FormFault[], words: FormWords): string {
  if (faults.length === 0) return '';
  const lines = faults.map(({ field, reason }) => {
    const sentence = escapeHtml(words.faults[reason]);
    return `<li>${field ? `<a href="#f-${field}">${sentence}</a>` : sentence}</li>`;
  });
  return `<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title">
<h2 id="summary-title">${escapeHtml(words.errorTitle)}</h2>
<ul>${lines.join('')}</ul>
</div>`;
}

function textField(form: ShownForm, words: FormWords): string {
  const { attributes, message } = faultOf(form, words, { field: 'text', describedBy: 'text-hint' });
  return `<div class="field"><label for="f-text">${escapeHtml(words.text)} <span class="note">(${escapeHtml(words.required)})</span></label>
<p class="hint" id="text-hint">${escapeHtml(words.textHint)}</p>
${message}
<textarea id="f-text" name="text" required maxlength="${FEEDBACK_LIMITS.textLength}"${attributes}>
${escapeHtml(form.typed.get('text') ?? '')}</textarea></div>`;
}

function topicField(form: ShownForm, words: FormWords): string {
  const { attributes, message } = faultOf(form, words, { field: 'topic' });
  const chosen = form.typed.get('topic') ?? '';
  const options = form.settings.topics.map(
    ([value, label]) =>
      `<option value="${escapeHtml(value)}"${value === chosen ? ' selected' : ''}>${escapeHtml(label)}</option>`,
  );
  return `<div class="field">${optionalLabel('topic', words)}
${message}
<select id="f-topic" name="topic"${attributes}><option value="">${escapeHtml(words.topicNone)}</option>${options.join('')}</select></div>`;
}

const INPUTS = {
  name: { type: 'text', autocomplete: 'name', hint: undefined },
  phone: { type: 'tel', autocomplete: 'tel', hint: 'contact-hint' },
  email: { type: 'email', autocomplete: 'email', hint: 'contact-hint' },
} as const;

function inputField(form: ShownForm, words: FormWords, field: keyof typeof INPUTS): string {
  const { type, autocomplete, hint } = INPUTS[field];
  const { attributes, message } = faultOf(form, words, { field, describedBy: hint });
  const value = escapeHtml(form.typed.get(field) ?? '');
  return `<div class="field">${optionalLabel(field, words)}
${message}
<input id="f-${field}" name="${field}" type="${type}" autocomplete="${autocomplete}" value="${value}"${attributes}></div>`;
}

function optionalLabel(field: OptionalField, words: FormWords): string {
  return `<label for="f-${field}">${escapeHtml(words[field])} <span class="note">(${escapeHtml(words.optional)})</span></label>`;
}

function consentOf(form: ShownForm, words: FormWords): string {
  const sentence = escapeHtml(form.settings.consent);
  if (!form.settings.consentBox) return `<p class="hint">${sentence}</p>`;
  const { attributes, message } = faultOf(form, words, { field: 'consent' });
  const checked = form.typed.has('consent') ? ' checked' : '';
  return `<div class="field">${message}
<label class="tick" for="f-consent"><input id="f-consent" name="consent" type="checkbox" value="yes" required${checked}${attributes}>${sentence}</label></div>`;
}

/** What a field says about its fault, and how it is tied to its hint and message. */
function faultOf(
  { faults }: ShownForm,
  words: FormWords,
  { field, describedBy }: { field: NonNullable<FormFault['field']>; describedBy?: string | undefined },
): { attributes: string; message: string } {
  const fault = faults.find((candidate) => candidate.field === field);
  const ids = [...(describedBy ? [describedBy] : []), ...(fault ? [`fault-${field}`] : [])];
  const described = ids.length > 0 ? ` aria-describedby="${ids.join(' ')}"` : '';
  if (!fault) return { attributes: described, message: '' };
  const sentence = escapeHtml(words.errorPrefix + words.faults[fault.reason]);
  return {
    attributes: `${described} aria-invalid="true"`,
    message: `<p class="fault" id="fault-${field}">${sentence}</p>`,
  };
}
