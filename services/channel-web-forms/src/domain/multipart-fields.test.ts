import { multipartFields } from './multipart-fields';

const TYPE = 'multipart/form-data; boundary=----b0undary';
const part = (head: string, body: string) => `------b0undary\r\n${head}\r\n\r\n${body}\r\n`;
const field = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value);
const read = (body: string | Buffer, type = TYPE) => multipartFields(Buffer.from(body as string), type);

test('fields come in their order, with emoji, line ends and what looks like a boundary', () => {
  const body = `${field('text', '钱扣了😡\r\n--not the boundary')}${field('text', 'again')}${field('a%22b', '')}------b0undary--\r\n`;
  expect(read(body)).toEqual([
    { name: 'text', value: '钱扣了😡\r\n--not the boundary' },
    { name: 'text', value: 'again' },
    { name: 'a"b', value: '' },
  ]);
});

test('a file is passed over, a quoted boundary is understood', () => {
  const file = part('Content-Disposition: form-data; name="f"; filename="a.png"\r\nContent-Type: image/png', '\x89PNG');
  const body = `${file}${field('text', 'hello')}------b0undary--`;
  expect(read(body, 'multipart/form-data; charset=utf-8; boundary="----b0undary"')).toEqual([
    { name: 'text', value: 'hello' },
  ]);
});

test.each([
  ['without a boundary', field('text', 'a'), 'multipart/form-data'],
  ['cut off', field('text', 'a'), TYPE],
  ['with a part that has no name', `${part('Content-Type: text/plain', 'a')}------b0undary--`, TYPE],
  ['with a part that has no headers', '------b0undary\r\nnothing\r\n------b0undary--', TYPE],
  ['empty', '', TYPE],
  ['with text that is not UTF-8', Buffer.from(`${field('text', '\xff\xfe')}------b0undary--`, 'latin1'), TYPE],
  ['of more parts than any form has', `${field('a', 'b').repeat(1_001)}------b0undary--`, TYPE],
])('a body %s is none', (_name, body, type) => {
  expect(read(body, type)).toBeNull();
});
