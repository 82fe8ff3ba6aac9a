import type { Source } from '@hearback/contracts';
import { formItem } from './form-item';
import { formSettings } from './form-settings';

const source = (settings: Record<string, string> = {}): Source =>
  ({ sourceId: 'page', format: 'hosted-form', settings }) as Partial<Source> as Source;
const read = (typed: Record<string, string>, settings: Record<string, string> = {}) =>
  formItem(new Map(Object.entries(typed)), formSettings(source(settings), 'zh-Hans'), 'zh-Hans');
const reasons = (typed: Record<string, string>, settings = {}) => {
  const reading = read(typed, settings);
  return reading.ok ? [] : reading.faults.map(({ field, reason }) => `${field} ${reason}`);
};

test('everything that was typed finds its place', () => {
  const typed = {
    text: '  转账失败\r\n钱没到账😡 ',
    topic: 'payment',
    name: '王小明',
    phone: '138 0013 8000',
    email: 'Wang@example.com',
  };
  expect(read(typed, { branch: '朝阳支行' })).toEqual({
    ok: true,
    item: {
      text: '转账失败\n钱没到账😡',
      author: { name: '王小明', phone: '138 0013 8000', email: 'Wang@example.com' },
      branch: '朝阳支行',
      attributes: { formLanguage: 'zh-Hans', topic: 'payment' },
    },
  });
});

test('words alone are enough, and fields that the form does not show are not read', () => {
  expect(read({ text: 'a', phone: '13800138000', topic: 'x' }, { fields: 'name' })).toEqual({
    ok: true,
    item: { text: 'a', attributes: { formLanguage: 'zh-Hans' } },
  });
});

test.each([
  ['nothing', {}, ['text text-required']],
  ['white space and a NUL', { text: ' \u0000\n' }, ['text text-required']],
  ['too many words', { text: '长'.repeat(20_001) }, ['text text-too-long']],
  ['a topic that is not in the list', { text: 'a', topic: 'nonsense' }, ['topic topic-unknown']],
  [
    'contacts that nobody could use',
    { text: 'a', phone: 'call me', email: 'wang@home', name: 'n'.repeat(101) },
    ['name name-too-long', 'phone phone-wrong', 'email email-wrong'],
  ],
])('%s must be mended', (_name, typed, expected) => {
  expect(reasons(typed as Record<string, string>)).toEqual(expected);
});

test.each(['+86 138-0013-8000', '１３８００１３８０００', '(010) 6555 1234 x 12', '95588'])(
  '%s is a phone',
  (phone) => {
    expect(reasons({ text: 'a', phone })).toEqual([]);
  },
);

test('a bank may ask for a tick, and name its own topics', () => {
  const settings = { consentBox: 'true', topics: '信用卡 | 网点|' };
  expect(reasons({ text: 'a', topic: '网点' }, settings)).toEqual(['consent consent-required']);
  expect(read({ text: 'a', topic: '网点', consent: 'yes' }, settings)).toMatchObject({
    item: { attributes: { topic: '网点', consent: true } },
  });
});
