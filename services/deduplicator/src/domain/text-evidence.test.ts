import fc from 'fast-check';
import { conflict, conflictMarks } from './conflict-marks';
import { fingerprint, SKETCH_SIZE } from './fingerprint';
import { bandsOf } from './min-hash';
import { spokenWords } from './own-words';
import { overlap } from './similarity';

test.each([
  ['转账5,000元没到账', [['5000'], [], [], [], [], []]],
  ['轉帳五千塊沒到帳', [['5000'], [], [], [], [], []]],
  ['被扣了3.5万元', [['35000'], [], [], [], [], []]],
  ['两百多块手续费', [['200'], [], [], [], [], []]],
  ['charged $1,000.00 and 35 dollars', [['1000', '35'], [], [], [], [], []]],
  ['RMB 800 was taken', [['800'], [], [], [], [], []]],
  ['尾号1234的卡', [[], ['1234'], [], [], [], []]],
  ['card ending in 9876', [[], ['9876'], [], [], [], []]],
  ['account ****5555', [[], ['5555'], [], [], [], []]],
  ['中国农业银行和工行', [[], [], ['abc', 'icbc'], [], [], []]],
  ['Agricultural Bank of China', [[], [], ['abc'], [], [], []]],
  ['信用卡和房贷', [[], [], [], ['credit-card', 'mortgage'], [], []]],
  ['登录不了，等了30分钟', [[], [], [], [], [], []]],
  ['', [[], [], [], [], [], []]],
  ['3月5日找王经理办的', [[], [], [], [], ['王'], ['3-5']]],
  ['2026-03-05 王丽女士，工号 8812', [[], [], [], [], ['8812'], ['3-5']]],
  ['I spoke to Mr. Brown on March 5th', [[], [], [], [], ['brown'], ['3-5']]],
  ['Mr. XXXX on XX/XX/2018', [[], [], [], [], [], []]],
])('%s is about %j', (text, marks) => expect(conflictMarks(text)).toEqual(marks));

test.each([
  ['扣了300元', '扣了5000元', 'amount'],
  ['扣了300元', '扣了300元又退5元', null],
  ['扣了300元', '扣了钱', null],
  ['工行扣了300元', '建行扣了300元', 'bank'],
  ['尾号1234', '尾号4321', 'account'],
  ['找王经理办的', '找李经理办的', 'person'],
  ['3月5日去的', '3月8日去的', 'date'],
])('%s and %s differ in %p', (one, other, expected) =>
  expect(conflict(conflictMarks(one), conflictMarks(other))).toBe(expected),
);

test.each([
  ['转发微博', false],
  ['转发', false],
  ['支持！', false],
  ['👍👍', false],
  ['+1', false],
  ['https://t.cn/abc', false],
  ['RT', false],
  ['mark', false],
  ['我也是', true],
  ['same here', true],
  ['登录不了', true],
])('%p has own words: %p', (text, expected) => expect(spokenWords(text).hasOwnWords).toBe(expected));

test('texts that are much alike share a band, texts that are not do not', () => {
  const one = fingerprint('信用卡年费被重复扣了两次，打了三次电话没有人处理，请尽快退款');
  const near = fingerprint('信用卡年费被重复扣了两次，打了四次电话没有人处理，请尽快退款');
  const far = fingerprint('网点排队两个小时只开了一个窗口，保安态度也很差');
  const shared = (a: Uint32Array, b: Uint32Array) => a.filter((band) => b.includes(band)).length;
  expect(shared(one.bands, near.bands)).toBeGreaterThan(4);
  expect(shared(one.bands, far.bands)).toBe(0);
  expect(bandsOf(new Uint32Array())).toEqual(new Uint32Array());
});

test('of very long texts a sample is kept, and tells the share fairly', () => {
  const words = (first: number, count: number) =>
    Array.from({ length: count }, (_, at) => `w${(first + at) * 7919}`).join(' ');
  const [a, b] = [fingerprint(words(0, 1_600)), fingerprint(words(400, 1_600))];
  expect([a.sketch.length, a.cut]).toEqual([SKETCH_SIZE, true]);
  const { jaccard, containment } = overlap(a, b);
  expect(Math.abs(jaccard - 0.6)).toBeLessThan(0.12);
  expect(Math.abs(containment - 0.75)).toBeLessThan(0.12);
});

test('any text has a fingerprint', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fingerprint(text).length >= 0));
});
