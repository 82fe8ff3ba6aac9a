import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CASE_STATES,
  CAUSES,
  CHANNELS,
  CLOCK_EVENT_KINDS,
  CLOCK_STATES,
  ESCALATION_ROLES,
  KINDS,
  POLL_STATES,
  PRODUCTS,
  PROMISES,
  RELATION_KINDS,
  SENTIMENTS,
  SOURCE_STATES,
  URGENCIES,
  VISIT_OUTCOMES,
  WITHDRAWAL_REASONS,
} from '@hearback/contracts';
import { AXES } from '../model/api-shapes';
import { CONDITIONS } from '../model/channel-rows';
import { REFUSAL_STATES } from '../model/channel-shapes';
import { DESCRIBED_FORMATS, needsOf } from '../model/format-needs';
import { CALL_DUE, CALL_ENTRIES, CALL_OUTCOMES, REPLY_STANDINGS } from '../model/call-backs';
import { LANGUAGES, message, preferredLanguage } from './messages';

const sources = join(__dirname, '..');
const program = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/(\.test|zh-hans|zh-hant|\ben)\.ts$/.test(file))
  .map((file) => readFileSync(join(sources, file), 'utf8'))
  .join('\n');
const keys = Object.keys(LANGUAGES['zh-Hans']);
// Keys made of a fixed beginning and a word of a closed list: t(`period.${…}`), name('channel', …), named('role', …), name(axis, …).
const families = [
  ...[...program.matchAll(/`([a-zA-Z]+\.)\$\{/g)].map((match) => match[1]!),
  ...[...program.matchAll(/\bnamed?\('([a-zA-Z]+)'/g)].map((match) => `${match[1]!}.`),
  ...AXES.map((axis) => `${axis}.`),
];

test('every language has the same keys, and the same names in braces', () => {
  const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const words of Object.values(LANGUAGES)) {
    expect(Object.keys(words)).toEqual(keys);
    for (const key of keys)
      expect([key, names((words as Record<string, string>)[key]!)]).toEqual([
        key,
        names((LANGUAGES['zh-Hans'] as Record<string, string>)[key]!),
      ]);
  }
});

test('no words are empty, and Chinese is not left in English', () => {
  for (const words of Object.values(LANGUAGES)) expect(Object.values(words).filter((w) => w.trim() === '')).toEqual([]);
  expect(Object.values(LANGUAGES.en).filter((words) => /\p{Script=Han}/u.test(words))).toEqual([]);
});

test('every key is used by the page', () => {
  const unused = keys.filter(
    (key) => !program.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
  );
  expect(unused).toEqual([]);
});

test('every key that the page uses exists', () => {
  const used = [...program.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1]!);
  expect(used.length).toBeGreaterThan(40);
  expect(used.filter((key) => !keys.includes(key))).toEqual([]);
  expect(families.filter((family) => !keys.some((key) => key.startsWith(family)))).toEqual([]);
});

test.each([
  ['channel', CHANNELS],
  ['product', PRODUCTS],
  ['cause', CAUSES],
  ['kind', KINDS],
  ['sentiment', SENTIMENTS],
  ['urgency', URGENCIES],
  ['relation', RELATION_KINDS],
  ['caseState', CASE_STATES],
  ['promise', PROMISES],
  ['clockState', CLOCK_STATES],
  ['clockEvent', CLOCK_EVENT_KINDS],
  ['role', ESCALATION_ROLES],
  ['withdrawn', WITHDRAWAL_REASONS],
  ['visit', VISIT_OUTCOMES],
  ['condition', CONDITIONS],
  ['poll', POLL_STATES.filter((state) => state !== 'ok')],
  ['refusalState', REFUSAL_STATES],
  ['sourceValue', SOURCE_STATES],
  ['setting', DESCRIBED_FORMATS.flatMap((format) => needsOf(format).settings)],
  ['credential', DESCRIBED_FORMATS.flatMap((format) => needsOf(format).credentials)],
  ['callDue', CALL_DUE],
  ['callOutcome', CALL_OUTCOMES],
  ['callEntry', CALL_ENTRIES],
  ['replyStanding', REPLY_STANDINGS],
])('every word of the vocabulary has a name: %s', (family, words) => {
  expect(words.filter((word) => message('en', `${family}.${word}`) === null)).toEqual([]);
});

test.each([
  [['en-GB', 'zh-CN'], 'en'],
  [['zh-HK'], 'zh-Hant'],
  [['zh-Hant-TW'], 'zh-Hant'],
  [['zh'], 'zh-Hans'],
  [['fr-FR', 'zh-CN'], 'zh-Hans'],
  [['fr-FR'], 'zh-Hans'],
  [[], 'zh-Hans'],
])('a browser that asks for %j gets %s', (browser, language) => {
  expect(preferredLanguage(browser)).toBe(language);
});

test('names in braces are replaced, and an unknown key is not invented', () => {
  expect(message('en', 'span.hours', { value: 3 })).toBe('3 h');
  expect(message('en', 'channel.telepathy')).toBeNull();
});
