import type { Source } from '@hearback/contracts';
import { FORM_LANGUAGES } from './form-language';
import { formPage } from './form-page';
import { formSettings } from './form-settings';
import { FORM_WORDS } from './form-words';
import { pageHeaders } from './page-frame';
import { thanksPage } from './thanks-page';
import { WIDGET_SCRIPT } from './widget-script';

const HOSTILE = `"><script>alert(1)</script>'&`;
const settings = (given: Record<string, string> = {}) =>
  formSettings({ settings: given } as Partial<Source> as Source, 'en');
const page = (given: Partial<Parameters<typeof formPage>[0]> = {}) =>
  formPage({
    sourceId: 'page',
    language: 'en',
    settings: settings(),
    token: 't',
    typed: new Map(),
    faults: [],
    ...given,
  });

test('nothing that anyone typed or set becomes markup', () => {
  const typed = new Map(['text', 'topic', 'name', 'phone', 'email'].map((name) => [name, HOSTILE]));
  const hostile = { title: HOSTILE, intro: HOSTILE, consent: HOSTILE, topics: HOSTILE };
  const html = page({ sourceId: HOSTILE, token: HOSTILE, typed, settings: settings(hostile) });
  expect(html).not.toMatch(/<script|alert\(1\)<\/|="[^"]*"">/);
  expect(html).toContain('&lt;script&gt;');
});

test('a text that begins with a line end keeps it', () => {
  expect(page({ typed: new Map([['text', '\nhello']]) })).toContain('>\n\nhello</textarea>');
});

test('each fault is in the summary, leads to its field, and is tied to it', () => {
  const html = page({ faults: [{ field: 'email', reason: 'email-wrong' }, { reason: 'too-many' }] });
  expect(html).toContain('<a href="#f-email">Enter a valid e-mail address');
  expect(html).toMatch(/id="f-email"[^>]* aria-describedby="contact-hint fault-email" aria-invalid="true"/);
  expect(html).toContain('<title>Error: Tell us');
});

test('a bank chooses fields, titles for each language, and a tick for consent', () => {
  const given = { fields: 'name', title: '建议箱', 'title.en': 'Suggestion box', consentBox: 'true' };
  const html = page({ settings: settings(given) });
  expect(html).toContain('<h1>Suggestion box</h1>');
  expect(html).toContain('type="checkbox"');
  expect(html).not.toMatch(/name="(phone|email|topic)"/);
});

test('only an id is shown as a reference', () => {
  const shown = (reference: string) => thanksPage(settings(), 'en', { sourceId: 'page', reference });
  expect(shown('6f1c0d52-91d1-5b58-8a53-0d1c5f3f9b11')).toContain('6f1c0d52-91d1-5b58-8a53-0d1c5f3f9b11');
  expect(shown('call-0900-123456')).not.toContain('0900');
});

test('only origins that are origins may frame the form', () => {
  const { allowedOrigins } = settings({
    allowedOrigins: "https://bank.example/path, http://localhost:3000 javascript:1 *; script-src 'self'",
  });
  expect(allowedOrigins).toEqual(['https://bank.example', 'http://localhost:3000']);
  expect(pageHeaders(allowedOrigins)['content-security-policy']).toContain(
    'frame-ancestors https://bank.example http://localhost:3000',
  );
  expect(pageHeaders([])).toMatchObject({ 'x-frame-options': 'DENY' });
});

test('every language says everything, and says it differently', () => {
  const keys = (value: object): string[] =>
    Object.entries(value).flatMap(([name, inner]) =>
      typeof inner === 'object' ? keys(inner as object).map((key) => `${name}.${key}`) : [name],
    );
  const [first, ...others] = FORM_LANGUAGES.map((language) => keys(FORM_WORDS[language]).sort());
  expect(others).toEqual([first, first]);
  expect(new Set(FORM_LANGUAGES.map((language) => FORM_WORDS[language].title)).size).toBe(3);
});

test('the widget is small', () => {
  expect(Buffer.byteLength(WIDGET_SCRIPT)).toBeLessThan(4_096);
});
