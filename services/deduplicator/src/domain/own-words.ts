import { fold, stripQuoteChain } from '@hearback/text';

// What people write when they only pass something on, folded. 我也是 and "same here" are not among them: whoever says so
// has met the matter too, and must be heard.
const EMPTY_WORDS = new Set(
  (
    '转 转发 转发微博 快转 转起 转需 帮转 帮扩 扩散 求扩散 求转 围观 吃瓜 顶 顶一下 支持 马 马克 mark cy 插眼 关注 分享 ' +
    '分享图片 轉 看看 up bump rt repost retweet share shared sharing fyi this via reblog boost'
  ).split(' '),
);

/** What a text says itself and what it quotes; `hasOwnWords` is false for share words, emoji, addresses and `+1`. */
export interface SpokenWords {
  own: string;
  quoted: string | null;
  /** Its own words, folded. */
  folded: string;
  hasOwnWords: boolean;
}

export function spokenWords(text: string): SpokenWords {
  const { own, quoted } = stripQuoteChain(text);
  const folded = fold(own);
  return { own, quoted, folded, hasOwnWords: /\p{L}/u.test(folded) && !EMPTY_WORDS.has(folded) };
}
