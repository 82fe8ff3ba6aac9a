import { formLanguage, spokenAs } from './form-language';

test.each([
  ['zh-Hans', 'zh-Hans'],
  ['zh-CN', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  ['zh-Hans-HK', 'zh-Hans'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['yue', 'zh-Hant'],
  ['en-GB', 'en'],
  ['fr', null],
  ['', null],
])('%s is spoken to in %s', (tag, language) => {
  expect(spokenAs(tag)).toBe(language);
});

test.each([
  ['the address goes before the browser', 'en', 'zh-TW', 'en'],
  ['the browser goes by its weights', undefined, 'fr, zh-HK;q=0.8, en;q=0.9', 'en'],
  ['what the browser does not want is not taken', undefined, 'en;q=0, zh-TW;q=0.1', 'zh-Hant'],
  ['an unknown language falls through', 'xx', 'fr', 'zh-Hans'],
  ['no wish at all', undefined, undefined, 'zh-Hans'],
])('%s', (_name, ...[asked, accepted, language]) => {
  expect(formLanguage(asked, accepted, 'zh-Hans')).toBe(language);
});
