import { maskOriginal } from './mask-original';

const mask = (text: string, contentType = 'application/json') => maskOriginal(Buffer.from(text), contentType);

test.each([
  ['a phone of an author', '{"author":{"phone":"13800138000"}}', '{"author":{"phone":"1**********"}}'],
  ['a phone that is a number, which is what is wrong with it', '{"phone": 13800138000}', '{"phone": 1**********}'],
  ['a name', '{"author":{"name":"王小明"},"text":"好"}', '{"author":{"name":"王**"},"text":"好"}'],
  ['an e-mail within words', '{"text":"write to li@bank.example now"}', '{"text":"write to l************** now"}'],
  ['a phone within words', '{"text":"我的电话是13800138000，谢谢"}', '{"text":"我的电话是1**********，谢谢"}'],
  ['a phone behind escapes', '{"text":"\\u0031\\u0033800138000"}', '{"text":"1**********"}'],
  ['a list of phones', '{"to":["+86 138 0013 8000"]}', '{"to":["+****************"]}'],
  ['an identity number', '{"a":"11010519491231002X"}', '{"a":"1*****************"}'],
  ['JSON that is broken', '{"email":"li@bank.example","text":', '{"email":"l**************","text":'],
  ['JSON cut off in a string', '{"phone":"13800', '{"phone":"1****"'],
  ['a Chinese field', '{"手机":"138-0013-8000"}', '{"手机":"1************"}'],
])('%s is masked', (_what, original, shown) => {
  expect(mask(original)).toBe(shown);
});

test.each([
  '{"text":"等了40分钟","occurredAt":"2026-03-01T09:30:00+08:00","rating":{"stars":6},"externalId":"T-12"}',
  '{"day":"20260301","formName":"feedback","fileName":"a.csv","count":123456}',
])('%s stays as it came', (original) => {
  expect(mask(original)).toBe(original);
});

test('fields of a form are masked by name and look', () => {
  expect(mask('phone=138%200013&text=mail+a%40b.com&ok=1', 'application/x-www-form-urlencoded')).toBe(
    'phone=1*******&text=mail a******&ok=1',
  );
});

test('of a file the columns are masked that its heading calls a name or a contact', () => {
  expect(mask('信箱,,\n说法,姓名,编号\n排队太久,王小明,7\n电话13800138000,李华,8', 'text/csv; charset=utf-8')).toBe(
    '信箱,,\n说法,姓名,编号\n排队太久,王**,7\n电话1**********,李*,8',
  );
});

test('a file in UTF-16 is read as such, and of a workbook nothing is shown', () => {
  const file = Buffer.from('\ufeff姓名,13800138000', 'utf16le');
  expect(maskOriginal(file, 'text/csv')).toBe('姓名,1**********');
  const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  expect(maskOriginal(Buffer.from('PK 王小明'), workbook)).toBe('');
});

test('the row of a file is masked by the fields that its cells filled', () => {
  const row = (name: string) => `{"fileId":"a","row":2,"cells":[{"heading":"称谓","author.name":"${name}"}]}`;
  expect(mask(row('王小明'), 'text/csv')).toBe(row('王**'));
});

test('bytes that are no UTF-8 are shown as far as they can be read', () => {
  expect(maskOriginal(Buffer.from([0x22, 0xc3, 0x28, 0x22]), undefined)).toBe('"\ufffd("');
});

test.each([
  ['quotes behind backslashes', '"' + '\\"'.repeat(70_000)],
  ['letters', 'a'.repeat(150_000)],
  ['digits', '1'.repeat(150_000)],
])('%s without end cost milliseconds', (_what, text) => {
  const since = process.hrtime.bigint();
  mask(text);
  expect(Number(process.hrtime.bigint() - since) / 1e6).toBeLessThan(1_000);
});

test('a file of nothing but cells costs milliseconds', () => {
  const since = process.hrtime.bigint();
  mask('姓名\n' + ','.repeat(150_000), 'text/csv');
  expect(Number(process.hrtime.bigint() - since) / 1e6).toBeLessThan(1_000);
});
