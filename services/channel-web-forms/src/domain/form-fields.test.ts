import { formFields } from './form-fields';

const read = (body: string | Buffer, type = 'application/x-www-form-urlencoded') => {
  const fields = formFields(Buffer.from(body as string), type);
  return fields && Object.fromEntries(fields);
};

test('what a browser encodes is read, the first of a name counts', () => {
  expect(read('text=%E9%92%B1+%F0%9F%98%A1%0D%0A%26&name=&text=other&__proto__=x')).toMatchObject({
    text: '钱 😡\r\n&',
    name: '',
  });
});

test.each([
  ['JSON', '{"text":"a"}', 'application/json'],
  ['another charset', 'text=a', 'application/x-www-form-urlencoded; charset=gbk'],
  ['bytes that are not UTF-8', Buffer.from([0x74, 0x3d, 0xff]), 'application/x-www-form-urlencoded'],
  ['no type', 'text=a', ''],
])('%s is no form', (_name, body, type) => {
  expect(read(body, type)).toBeNull();
});
