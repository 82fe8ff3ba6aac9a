import { escapeHtml } from './escape-html';
import type { FormLanguage } from './form-language';
import type { FormSettings } from './form-settings';
import { FORM_WORDS } from './form-words';
import { pageOf } from './page-frame';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a taken form leads to, relative to the form's own address; without a reference for what was not published. */
export function thanksAddress(sourceId: string, language: FormLanguage, reference?: string): string {
  const query = `lang=${language}${reference === undefined ? '' : `&reference=${reference}`}`;
  return `${encodeURIComponent(sourceId)}/thanks?${query}`;
}

/** The thanks, with the feedbackId as reference number. Anybody can write an address, so nothing but an id is shown of it. */
export function thanksPage(
  settings: FormSettings,
  language: FormLanguage,
  shown: { sourceId: string; reference: string | undefined },
): string {
  const words = FORM_WORDS[language];
  const { reference } = shown;
  const number =
    reference !== undefined && UUID.test(reference)
      ? `<p>${escapeHtml(words.reference)}</p>
<p class="reference" id="reference">${reference}</p>
<p class="hint">${escapeHtml(words.referenceHint)}</p>`
      : '';
  const form = escapeHtml(`../${encodeURIComponent(shown.sourceId)}?lang=${language}`);
  const body = `<h1>${escapeHtml(words.thanksTitle)}</h1>
<p>${escapeHtml(settings.thanks)}</p>
${number}
<p><a href="${form}">${escapeHtml(words.again)}</a></p>`;
  return pageOf({ language, title: words.thanksTitle, body });
}

/** A page that says one sentence, where there is no form to show. */
export function noticePage(language: FormLanguage, sentence: string): string {
  return pageOf({ language, title: sentence, body: `<h1>${escapeHtml(sentence)}</h1>` });
}
