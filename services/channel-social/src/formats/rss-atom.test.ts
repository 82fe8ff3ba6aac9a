import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedTime } from './feed-time';
import { rssAtom } from './rss-atom';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/rss-atom', name));
const context = (over: object = {}) => ({ contentType: undefined, mapping: {}, settings: {}, ...over });

test('RSS: the fullest words, entities of HTML that nobody declared, pictures that are no words', () => {
  expect(rssAtom.read(sample('forum.xml'))).toMatchObject({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 't-991',
          title: '转账失败 & 没人管',
          text: '转账五万元，两天没到账。\n\n客服 打不通',
          occurredAt: '2026-03-01T10:10:00+08:00',
          url: 'https://forum.example/t/991',
          author: { name: '小明🌧' },
          attributes: { categories: '转账, 手机银行' },
        },
        attachments: [{ url: 'https://forum.example/1.jpg' }],
      },
      {
        value: {
          externalId: 'https://forum.example/t/992',
          text: '年費 亂收，找不到 負責人',
          occurredAt: '2026-03-01T02:15:00Z',
          author: { name: '陳大文' },
        },
      },
      { value: null, faults: [{ path: 'guid', reason: 'required' }] },
    ],
  });
});

test('Atom: XHTML, edits, titles alone, and the bank’s own answer', () => {
  const reading = rssAtom.read(sample('blog.atom.xml'), context({ settings: { officialAccounts: 'example bank' } }));
  expect(reading).toMatchObject({
    items: [
      {
        value: {
          externalId: 'tag:blog.example,2026:1',
          title: 'The app is slow',
          text: 'It takes a minute to open.\n\nFees < 3 were promised.',
          occurredAt: '2026-03-01T02:10:00Z',
          updatedAt: '2026-03-01T05:00:00Z',
          url: 'https://blog.example/1',
        },
      },
      { value: { externalId: 'tag:blog.example,2026:3', text: 'Only a title' } },
    ],
    replies: [
      {
        value: {
          externalId: 'tag:blog.example,2026:1',
          replyId: 'tag:blog.example,2026:2',
          text: 'Thank you, a new version is out <today>.',
        },
      },
    ],
  });
});

test('an entry is kept so that it can be read alone', () => {
  const whole = rssAtom.read(sample('blog.atom.xml'));
  const items = whole.kind === 'read' ? whole.items : [];
  for (const { value, original } of items) expect(rssAtom.read(original!)).toMatchObject({ items: [{ value }] });
  expect(items).toHaveLength(3);
});

test('GB2312, as the document or the transport names it', () => {
  const expected = { items: [{ value: { text: '存款利率说好3.2%', occurredAt: '2026-03-01T10:10:00' } }] };
  expect(rssAtom.read(sample('gb2312.xml'))).toMatchObject(expected);
  const undeclared = Buffer.from(sample('gb2312.xml').toString('latin1').replace(' encoding="gb2312"', ''), 'latin1');
  expect(rssAtom.read(undeclared)).toMatchObject({ faults: [{ reason: 'wrong-charset' }] });
  expect(rssAtom.read(undeclared, context({ contentType: 'text/xml; charset=GBK' }))).toMatchObject(expected);
});

const rss = (item: string, before = '') => Buffer.from(`${before}<rss><channel><item>${item}</item></channel></rss>`);

test('declared entities never expand', () => {
  const laughs = Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
  const bomb = rss(
    '<guid>1</guid><title>&l30; &file;</title>',
    `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}<!ENTITY file SYSTEM "file:///etc/hostname">]>`,
  );
  expect(rssAtom.read(bomb)).toMatchObject({ items: [{ value: { text: '&l30; &file;' } }] });
});

test.each([
  ['a tag that never closes', rss('<guid>1</guid><title>a'), 'broken-xml'],
  ['cut off', sample('forum.xml').subarray(0, 900), 'broken-xml'],
  ['HTML', Buffer.from('<html><body>Not found</body></html>'), 'wrong-type'],
  ['JSON', Buffer.from('{"items":[]}'), 'broken-xml'],
  ['nothing', Buffer.from(''), 'broken-xml'],
  ['10,000 deep', Buffer.from('<rss>' + '<a>'.repeat(10_000)), 'too-deep'],
  ['a character set that does not exist', rss('', '<?xml version="1.0" encoding="x-martian"?>'), 'wrong-charset'],
])('%s is refused', (_name, payload, reason) => {
  const reading = rssAtom.read(payload);
  expect(reading.kind === 'refused' && reading.faults[0]!.reason).toBe(reason);
});

test('a byte order mark, UTF-16 and a feed without entries', () => {
  const text = '<rss><channel><item><guid>1</guid><title>年費😡</title></item></channel></rss>';
  const expected = { items: [{ value: { text: '年費😡' } }] };
  expect(rssAtom.read(Buffer.from(`\ufeff${text}`))).toMatchObject(expected);
  expect(rssAtom.read(Buffer.from(`\ufeff${text}`, 'utf16le'))).toMatchObject(expected);
  expect(rssAtom.read(Buffer.from('<rss><channel/></rss>')).kind).toBe('ignored');
});

test('an article of more words than fit gives way to its summary', () => {
  const item = `<guid>1</guid><description>short</description><encoded>${'长'.repeat(20_001)}</encoded>`;
  expect(rssAtom.read(rss(item))).toMatchObject({ items: [{ value: { text: 'short' } }] });
});

test.each([
  ['Sun, 01 Mar 2026 10:10:00 +0800', '2026-03-01T10:10:00+08:00'],
  ['1 Mar 26 02:15 GMT', '2026-03-01T02:15:00Z'],
  ['Sunday, 1 March 2026 2:15:09 EST', '2026-03-01T02:15:09-05:00'],
  ['Sun, 01 Mar 2026 10:10:00', '2026-03-01T10:10:00'],
  ['Sun, 01 Mar 2026 10:10:00 CST', '2026-03-01T10:10:00'],
  ['Sun, 01 Mar 2026 10:10:00 constructor', '2026-03-01T10:10:00'],
  ['2026-03-01T02:10:00Z', '2026-03-01T02:10:00Z'],
  ['yesterday', 'yesterday'],
])('the time %j is %j', (given, expected) => {
  expect(feedTime(given)).toBe(expected);
});
