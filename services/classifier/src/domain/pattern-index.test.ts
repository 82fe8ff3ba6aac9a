import { cuesOf, indexPatterns } from './pattern-index';

test.each([
  ['卡.{0,4}(吞了|被吞)', [['卡'], ['吞了', '被吞']]],
  ['吞了?.{0,3}卡', [['吞'], ['卡']]],
  ['(录|陆)?(不了|没有?风险)', [['不了', '风险']]],
  ['(make|recogni[sz]e)s?[^.!?]{0,4}exchange rate', [['make', 'recogni'], ['exchange rate']]],
  ['charged (me )?(a |[0-9])', [['charged ']]],
  ['(on|in)( |$)', [['on', 'in']]],
  ['\\$[0-9]+a+b', [['$'], ['a'], ['b']]],
  ['(?!不)好|坏', []],
  ['((a|b)c)', []],
])('every match of %p holds %j', (source, expected) => expect(cuesOf(source)).toEqual(expected));

test('every match is found in the order of the patterns, Chinese patterns only in texts with Chinese', () => {
  const sources = ['(b|c)x', 'ab?', '(卡|card)[^.]{0,9}(丢|lost)'];
  const found = (text: string) => {
    const hits: [string, string][] = [];
    indexPatterns(sources).find(text, (pattern, start, end) => hits.push([sources[pattern]!, text.slice(start, end)]));
    return hits;
  };
  expect(found('a abx card lost')).toEqual([
    [sources[0], 'bx'],
    [sources[1], 'a'],
    [sources[1], 'ab'],
    [sources[1], 'a'],
  ]);
  expect(found('我的card lost')).toEqual([
    [sources[1], 'a'],
    [sources[2], 'card lost'],
  ]);
  expect(found('x')).toEqual([]);
});
