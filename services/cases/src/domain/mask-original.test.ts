import { maskOriginal } from './mask-original';

const mask = (text: string, contentType = 'application/json') => maskOriginal(Buffer.from(text), { contentType }).text;

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
  ['a phone before a name', '{"a":"13800138000-王小明"}', '{"a":"1**********-王小明"}'],
  ['a phone within letters', '{"a":"phone13800138000_x"}', '{"a":"phone1**********_x"}'],
  ['a phone behind a stop', '{"a":"电话.13800138000"}', '{"a":"电话.1**********"}'],
  ['a phone in wide digits', '{"a":"電話：０９１２－３４５６７８"}', '{"a":"電話：０**********"}'],
  ['a phone in brackets and dots', '{"a":"(010) 6655.1234"}', '{"a":"(0*************"}'],
  ['two phones without a space', '{"a":"1380013800013900139000"}', '{"a":"1********************"}'],
  ['an e-mail with a wide sign', '{"a":"li＠bank.example"}', '{"a":"l**************"}'],
  ['JSON within a string', '{"raw":"{\\"name\\":\\"王小明\\"}"}', '{"raw":"{\\"name\\":\\"王**\\"}"}'],
  ['a field in traditional script', '{"手機":"0912","聯絡人":"王小明"}', '{"手機":"0***","聯絡人":"王**"}'],
  ['a field in simplified script', '{"联系方式":"0912","账号":"abc"}', '{"联系方式":"0***","账号":"a**"}'],
  [
    'an author of a feed',
    '<entry><author><name>王小明</name></author></entry>',
    '<entry><author><name>王**</name></author></entry>',
  ],
  [
    'a name in parts',
    '{"name":{"first":"小明","last":"王小"},"text":"好"}',
    '{"name":{"first":"小*","last":"王*"},"text":"好"}',
  ],
  ['names in a list', '{"联系人":["王小明","李华"],"text":["好的"]}', '{"联系人":["王**","李*"],"text":["好的"]}'],
  ['a Chinese field', '{"手机":"138-0013-8000"}', '{"手机":"1************"}'],
])('%s is masked', (_what, original, shown) => {
  expect(mask(original)).toBe(shown);
});

test.each([
  '{"text":"等了40分钟","occurredAt":"2026-03-01T09:30:00+08:00","rating":{"stars":6},"externalId":"T-12"}',
  '{"occurredAt":"2026-03-01 09:30","updatedAt":"2026/3/1 9:30:00","id":"8f2b6a1e-6f6b-4d5c-9a3e-2c1d0b9f8e71"}',
  `{"fileId":"${'0123456789abcdef'.repeat(4)}","ref":"FB20260301123"}`,
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

test('columns hold with delimiters and line ends in quotes, and in a row that is too long too much is masked', () => {
  const file = '说法,姓名,手機\r\n"排队,\n太久",王小明,"138"\r\n太久,真的,李华,139\r\n"说""好""",张三,1\r\n';
  expect(mask(file, 'text/csv')).toBe(
    '说法,姓名,手機\r\n"排队,\n太久",王**,"1**"\r\n太久,真*,李*,1**\r\n"说""好""",张*,1\r\n',
  );
});

test('the parts of a multipart form are masked by their names', () => {
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const form = (who: string, raw: string) => `${part('username', who)}${part('rawRequest', raw)}--b--\r\n`;
  expect(mask(form('王小明', '{"q3_name":"李华","q4":"慢"}'), 'multipart/form-data; boundary=b')).toBe(
    form('王**', '{"q3_name":"李*","q4":"慢"}'),
  );
});

test('a file in UTF-16 is read as such, and of a workbook nothing is shown', () => {
  const file = Buffer.from('\ufeff姓名,13800138000', 'utf16le');
  expect(maskOriginal(file, { contentType: 'text/csv' })).toEqual({ text: '姓名,1**********', encoding: 'utf-16le' });
  const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  expect(maskOriginal(Buffer.from('PK 王小明'), { contentType: workbook }).text).toBe('');
});

test('the row of a file is masked by the fields that its cells filled', () => {
  const row = (name: string) => `{"fileId":"a","row":2,"cells":[{"heading":"称谓","author.name":"${name}"}]}`;
  expect(mask(row('王小明'), 'text/csv')).toBe(row('王**'));
});

test('bytes that are no UTF-8 are shown as far as they can be read', () => {
  expect(maskOriginal(Buffer.from([0x22, 0xc3, 0x28, 0x22]), {})).toEqual({ text: '"\ufffd("', encoding: null });
});

test.each([
  ['quotes behind backslashes', '"' + '\\"'.repeat(70_000)],
  ['letters', 'a'.repeat(150_000)],
  ['digits', '1'.repeat(150_000)],
  ['digits with spaces', '1 '.repeat(75_000)],
  ['spaces', ' '.repeat(150_000)],
  ['letters of a hash', 'a1'.repeat(75_000)],
  ['elements', '<a>'.repeat(50_000)],
  ['parts', '\r\n\r\nContent-Disposition: form-data; name="a"'.repeat(3_000)],
])('%s without end cost milliseconds', (_what, text) => {
  const since = process.hrtime.bigint();
  mask(text);
  expect(Number(process.hrtime.bigint() - since) / 1e6).toBeLessThan(1_000);
});

test.each(['multipart/form-data', 'text/csv', 'application/xml', 'application/x-www-form-urlencoded'])(
  'hostile bytes as %s cost milliseconds',
  (contentType) => {
    for (const text of [
      '"'.repeat(150_001),
      ' "'.repeat(75_000),
      '<a>'.repeat(50_000),
      'name="a"\n\n'.repeat(15_000),
    ]) {
      const since = process.hrtime.bigint();
      mask(`content-disposition: ${text}`, contentType);
      expect(Number(process.hrtime.bigint() - since) / 1e6).toBeLessThan(1_000);
    }
  },
);

test('a file of nothing but cells costs milliseconds', () => {
  const since = process.hrtime.bigint();
  mask('姓名\n' + ','.repeat(150_000), 'text/csv');
  expect(Number(process.hrtime.bigint() - since) / 1e6).toBeLessThan(1_000);
});
