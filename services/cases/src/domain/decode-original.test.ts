import { decodeOriginal, type OriginalFacts } from './decode-original';

const SIMPLIFIED = '姓名,手机,意见\n王小明,13800138000,柜台排队等了两个小时没有人管，希望改进服务态度';
const TRADITIONAL = '姓名,手機,意見\n王小明,0912345678,櫃檯排隊等了兩個小時沒有人管，希望改進服務態度';

/** Encodes by asking the decoder what each pair of bytes is. */
function encoder(encoding: string): (text: string) => Buffer {
  const decoder = new TextDecoder(encoding);
  const known = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && !known.has(character)) known.set(character, [lead, trail]);
    }
  return (text) => Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : known.get(c)!)));
}
const gb18030 = encoder('gb18030');
const big5 = encoder('big5');
const csv = (charset?: string): OriginalFacts => ({
  contentType: charset === undefined ? 'text/csv' : `text/csv; charset=${charset}`,
});

test.each<[string, Buffer, OriginalFacts, string, string]>([
  ['UTF-8', Buffer.from(SIMPLIFIED), csv(), SIMPLIFIED, 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${SIMPLIFIED}`), csv(), SIMPLIFIED, 'utf-8'],
  ['UTF-8 that was declared as GBK', Buffer.from(SIMPLIFIED), csv('gbk'), SIMPLIFIED, 'utf-8'],
  ['UTF-16 without a mark', Buffer.from(SIMPLIFIED, 'utf16le'), csv('utf-16le'), SIMPLIFIED, 'utf-16le'],
  ['declared GB2312', gb18030('慢'), csv('GB2312'), '慢', 'gb18030'],
  ['declared Big5', big5('慢'), csv('"Big5"'), '慢', 'big5'],
  ['simplified GB18030', gb18030(SIMPLIFIED), csv(), SIMPLIFIED, 'gb18030'],
  ['GB18030 that was declared as UTF-8', gb18030(SIMPLIFIED), csv('utf-8'), SIMPLIFIED, 'gb18030'],
  ['traditional GB18030', gb18030(TRADITIONAL), csv(), TRADITIONAL, 'gb18030'],
  ['Big5', big5(TRADITIONAL), csv(), TRADITIONAL, 'big5'],
  ['a few letters of GB18030', gb18030('姓名'), csv(), '姓名', 'gb18030'],
  ['a few letters of Big5', big5('電話'), csv(), '電話', 'big5'],
])('%s is read in its encoding', (...[_what, bytes, facts, text, encoding]) => {
  expect(decodeOriginal(bytes, facts)).toEqual({ text, encoding });
});

test.each([
  ['Latin-1', Buffer.from('caf\xe9 cr\xe8me', 'latin1')],
  ['UTF-8 with a broken byte', Buffer.concat([Buffer.from('柜台没有人，等了很久'), Buffer.from([0xff, 0x2e])])],
])('%s is in doubt and read as UTF-8', (_what, bytes) => {
  expect(decodeOriginal(bytes, {})).toEqual({ text: new TextDecoder().decode(bytes), encoding: null });
});

test.each([
  ['UTF-8', Buffer.from(SIMPLIFIED), 'utf-8'],
  ['GB18030', gb18030(SIMPLIFIED), 'gb18030'],
])('%s whose end was cut off within a character stays what it is', (_what, bytes, encoding) => {
  for (const less of [1, 2, 3, 4]) {
    const { text, encoding: read } = decodeOriginal(bytes.subarray(0, -less), { truncated: true });
    expect([read, SIMPLIFIED.startsWith(text)]).toEqual([encoding, true]);
  }
});
