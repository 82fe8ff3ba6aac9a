import { simplifyCharacters } from './to-simplified';

// All patterns work on text that is NFKC and lower-case already, so full-width forms need no branch of their own.
const URLS = /(?:https?:\/\/|www\.)(?:(?!\/\/@)[!-~])+|(?<![a-z0-9.])(?:t\.cn|t\.co|bit\.ly|url\.cn)\/[a-z0-9]+/g;
const CHAINS =
  /\/\/\s*@[^\s:/@]{1,40}\s*:?|(?<![a-z0-9])rt\s*@[^\s:/@]{1,40}\s*:?|(?:回复|回覆)\s*@[^\s:/@]{1,40}\s*:/g;
// A name ends at a space or a mark. A longer run is a sentence that was glued to the sign: it stays.
const MENTIONS = /(?<![a-z0-9._-])@[\p{L}\p{N}_\-·.]{1,20}(?![\p{L}\p{N}_])/gu;
const TOPICS = /#(?=[^#\s]*\p{L})[^#\n]{0,31}[^#\s]#|(?<![\p{L}\p{N}&])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]+/gu;
const FORWARDS =
  /^(?:\s*(?:[[【(]?\s*(?:转发微博|转发|repost|retweet|rt)\s*[\]】)]?(?=$|[\s\p{P}])\s*:?|(?:fwd?|rt|转)\s*:))+/u;
// A reading set behind its character, as scrapers of lyric-like pages leave it: 優(yōu)化. It needs a tone to be one.
const GLOSSES =
  /(?<=\p{Script=Han}\s?)\(\s*[a-zü ]*(?:[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]|[a-zü][1-5](?=\s*\)))[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü ]*\)/gu;
// Weibo's own emoji: [怒], [允悲], [doge].
const BRACKET_EMOJI = /\[(?:\p{Script=Han}{1,3}|doge)\]/gu;
const NOT_WORDS = /[^\p{L}\p{N}]+/gu;
// Written either way in simplified text too, so they are one for comparing.
const VARIANTS: Record<string, string> = { 帐: '账', 著: '着', 乾: '干', 於: '于', 妳: '你' };
const VARIANT = new RegExp(`[${Object.keys(VARIANTS).join('')}]`, 'g');

/**
 * The words of a text for comparing, never for showing: NFKC, lower-case, simplified script, without addresses, mentions,
 * topics (#…#, #tag), markers of sharing, emoji, punctuation, space and pinyin glosses. Quoted words stay: take them off
 * with `stripQuoteChain` first where only the writer's own count. A text that is nothing but topics keeps their words.
 * Never throws; the result holds only letters and digits.
 */
export function fold(text: string): string {
  const plain = simplifyCharacters(isAscii(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase());
  const unlinked = plain.includes('/') || plain.includes('www.') ? plain.replace(URLS, ' ') : plain;
  const unmarked = unlinked.includes('@') ? unlinked.replace(CHAINS, ' ').replace(MENTIONS, ' ') : unlinked;
  const unglossed = unmarked.replace(FORWARDS, '').replace(GLOSSES, '').replace(BRACKET_EMOJI, '');
  const untagged = unglossed.includes('#') ? unglossed.replace(TOPICS, ' ') : unglossed;
  return wordsOf(untagged) || wordsOf(unglossed);
}

function wordsOf(text: string): string {
  return text.replace(NOT_WORDS, '').replace(VARIANT, (character) => VARIANTS[character]!);
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}
