import { htmlToText } from './html-to-text';

test.each([
  ['<p>转账失败</p>', '转账失败'],
  ['<p>one</p><p>two<br>three<br/>four</p>', 'one\n\ntwo\nthree\nfour'],
  ['<p>an <a href="https://x.example/?a=1&amp;b=2" class="mention">@<span>bank</span></a>!</p>', 'an @bank!'],
  ['Tom &amp; Jerry &lt;3 &quot;cash&quot; &#39;n&#x27; &#128545;', 'Tom & Jerry <3 "cash" \'n\' 😡'],
  ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
  ['<script>alert("x")</script>after', 'after'],
  ['<style>p{}</style><img src=x onerror=alert(1)>text', 'text'],
  ['<script>never closed', ''],
  ['5 < 6 and so on', '5 < 6 and so on'],
  ['余额 < 100 元，转账 > 50 元 <3 <b>急</b>', '余额 < 100 元，转账 > 50 元 <3 急'],
  ['a<!-- hidden -->b<', 'ab<'],
  ['&toString; &valueOf;', '&toString; &valueOf;'],
  ['&bogus; &#0; &#x110000;', '&bogus; &#0; &#x110000;'],
  ['plain', 'plain'],
  ['', ''],
])('%j reads %j', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test('hostile input takes no longer than its length', () => {
  expect(htmlToText('<'.repeat(200_000))).toHaveLength(200_000);
  expect(htmlToText('<p'.repeat(100_000) + '>')).toBe('');
});
