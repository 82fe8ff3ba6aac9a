import { FORMATS } from '@hearback/contracts';
import type { SourceView } from './channel-shapes';
import { DESCRIBED_FORMATS } from './format-needs';
import { changeOf, creationOf, draftOf, EMPTY_DRAFT, withFormat } from './source-draft';

const SOURCE: SourceView = {
  sourceId: 'web-form-1',
  channel: 'web-form',
  name: '官网表单',
  format: 'formbricks',
  timeZone: 'Asia/Shanghai',
  state: 'active',
  signed: true,
  secrets: [{ until: null }],
  hasCredentials: true,
  settings: { b: '2', a: '1' },
  mapping: { q1: 'text' },
  isDefault: false,
  rate: { itemsPerSecond: 10, burst: 20 },
  changedAt: '',
  changedBy: 'admin',
};

test('only what was filled in is said of a new source', () => {
  expect(creationOf({ ...EMPTY_DRAFT, name: '表单', mapping: [{ name: ' q1 ', value: 'text' }] })).toEqual({
    channel: 'web-form',
    name: '表单',
    timeZone: 'Asia/Shanghai',
    settings: {},
    mapping: { q1: 'text' },
  });
  const full = { ...EMPTY_DRAFT, sourceId: 'a', format: 'jotform', secret: 's', itemsPerSecond: '5' };
  expect(creationOf({ ...full, credentials: [{ name: 'apiKey', value: 'k' }] })).toMatchObject({
    sourceId: 'a',
    format: 'jotform',
    secret: 's',
    credentials: { apiKey: 'k' },
    rate: { itemsPerSecond: 5, burst: 10 },
  });
});

test('a change says only what is another than it was shown, whatever the order', () => {
  const draft = draftOf(SOURCE);
  expect(changeOf(SOURCE, draft)).toEqual({});
  const mapping = [{ name: 'q1', value: 'title' }];
  expect(changeOf(SOURCE, { ...draft, mapping, itemsPerSecond: '30' })).toEqual({
    mapping: { q1: 'title' },
    rate: { itemsPerSecond: 30, burst: 20 },
  });
  expect(changeOf(SOURCE, { ...draft, credentials: [{ name: 'token', value: 't' }] })).toEqual({
    credentials: { token: 't' },
  });
});

test('another format asks for what it needs and keeps what was typed', () => {
  const typed = { ...EMPTY_DRAFT, settings: [{ name: 'officialAccounts', value: '@bank' }] };
  expect(withFormat(typed, 'weibo').settings).toEqual([
    { name: 'lists', value: '' },
    { name: 'officialAccounts', value: '@bank' },
  ]);
  expect(withFormat(typed, 'weibo').credentials).toEqual([{ name: 'token', value: '' }]);
  expect(withFormat(typed, '').settings).toEqual(typed.settings);
});

test('no format is described that does not exist', () => {
  expect(DESCRIBED_FORMATS.filter((format) => !(format in FORMATS))).toEqual([]);
});
