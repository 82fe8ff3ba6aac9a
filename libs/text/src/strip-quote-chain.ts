/** A text split into what its writer says and what it repeats of others. */
export interface QuoteChain {
  /** The writer's own words, without markers of sharing; empty when nothing was added. */
  own: string;
  /** All repeated words, nearest first, without the markers and names between them; null when nothing is quoted. */
  quoted: string | null;
}

const NAME = String.raw`[@＠][^\s:：/／@＠]{1,40}\s*[:：]?`;
// Weibo's `//@name:`, Twitter's `RT @name:`; in half- and full-width forms.
const LINK = new RegExp(String.raw`[/／]{2}\s*${NAME}|(?<![A-Za-z0-9])RT\s*${NAME}`, 'gi');
const FORWARD = /^\s*(?:FWD?|RT|转发|轉發|转|轉)\s*[:：]/i;
const ANSWER = new RegExp(String.raw`^\s*(?:回复|回覆|reply to)\s*${NAME}`, 'i');
const SHARE_WORDS =
  /^\s*[[【(（]?\s*(?:转发微博|轉發微博|转发|轉發|repost|retweet|RT|FWD?)\s*[\]】)）]?(?=$|[\s\p{P}])/iu;

/**
 * Splits at the first marker of a quote chain. `FW:` or `转发:` in front makes all of the text a quotation.
 * A link such as `https://…` is no marker, because no `@name` follows its slashes.
 */
export function stripQuoteChain(text: string): QuoteChain {
  const forward = FORWARD.exec(text);
  if (forward) {
    const inner = stripQuoteChain(text.slice(forward[0].length));
    return { own: '', quoted: words(`${inner.own} ${inner.quoted ?? ''}`) || null };
  }
  const first = text.search(LINK);
  if (first < 0) return { own: withoutShareWords(text), quoted: null };
  const segments = text.slice(first).split(LINK).map(withoutShareWords);
  return { own: withoutShareWords(text.slice(0, first)), quoted: words(segments.join(' ')) };
}

/** `转发微博`, `RT`, `[转发]` or `回复@name:` in front say that something is shared or answered, and nothing more. */
function withoutShareWords(text: string): string {
  return text.replace(SHARE_WORDS, '').replace(ANSWER, '').trim();
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
