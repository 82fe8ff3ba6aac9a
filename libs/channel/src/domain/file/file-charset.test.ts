import { likelyCharsets, namedCharset } from './file-charset';

// 内容 and 投訴 as those encodings write them.
const GB18030 = Buffer.from('c4dac8dd2cd0d5c3fb0a', 'hex');
const of = (bytes: Buffer) => likelyCharsets(bytes, [bytes]);

test('a byte order mark decides', () => {
  expect(of(Buffer.from('\ufeff内容'))).toEqual(['utf-8']);
  expect(of(Buffer.from('\ufeff内容', 'utf16le'))).toEqual(['utf-16le']);
});

test('UTF-8 is known by its bytes, also when a few of them are broken', () => {
  expect(of(Buffer.from('内容,姓名\n好,王\n'))).toEqual(['utf-8']);
  expect(of(Buffer.concat([Buffer.from('内容很好'.repeat(50)), Buffer.from([0xc4, 0xda, 0x0a])]))).toEqual(['utf-8']);
  expect(likelyCharsets(Buffer.from('text\n'), [])).toEqual(['utf-8']);
});

test('what is not UTF-8 is GB18030 or Big5', () => {
  expect(of(Buffer.concat(Array<Buffer>(20).fill(GB18030)))[0]).toBe('gb18030');
});

test('bytes that are nothing are refused', () => {
  const noise = Buffer.from(Array.from({ length: 4_000 }, (_, i) => 0x80 + ((i * 7_919) % 128)));
  expect(() => of(noise)).toThrow(/neither UTF-8 nor GB18030 nor Big5/);
});

test('an encoding may be named as people name it', () => {
  expect([namedCharset('GBK'), namedCharset(' UTF8 ')]).toEqual(['gb18030', 'utf-8']);
  for (const name of ['shift_jis', 'constructor', '']) expect(() => namedCharset(name)).toThrow(/Expected a charset/);
});
