import { decodeUtf8 } from './utf8';

test.each([
  ['plain text', Buffer.from('hello'), { ok: true, text: 'hello' }],
  ['Chinese and emoji', Buffer.from('轉帳失敗😡'), { ok: true, text: '轉帳失敗😡' }],
  ['a byte order mark is skipped', Buffer.from('\ufeff{}'), { ok: true, text: '{}' }],
  ['a broken second byte', Buffer.from([0x61, 0xc3, 0x28]), { ok: false, offset: 1 }],
  ['a lone continuation byte', Buffer.from([0x61, 0x62, 0x80]), { ok: false, offset: 2 }],
  ['an overlong slash', Buffer.from([0xc0, 0xaf]), { ok: false, offset: 0 }],
  ['an encoded surrogate', Buffer.from([0x41, 0xed, 0xa0, 0x80]), { ok: false, offset: 1 }],
  ['beyond Unicode', Buffer.from([0xf4, 0x90, 0x80, 0x80]), { ok: false, offset: 0 }],
  ['a sequence cut off', Buffer.from([0x41, 0xe8, 0xbd]), { ok: false, offset: 1 }],
  ['GBK bytes', Buffer.from([0xd7, 0xaa, 0xd5, 0xca]), { ok: false, offset: 2 }],
])('%s', (_name, bytes, expected) => {
  expect(decodeUtf8(bytes)).toEqual(expected);
});
