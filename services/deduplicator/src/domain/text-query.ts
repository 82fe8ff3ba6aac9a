import type { Feedback, Identity } from '@hearback/contracts';
import { fold } from '@hearback/text';
import type { IdentityLinks } from './identity-links';
import { exactHash, fingerprint, type Fingerprint } from './fingerprint';
import { spokenWords } from './own-words';

/** All that deciding on one delivery of a feedback needs to know of it. */
export interface TextQuery {
  feedbackId: string;
  contentHash: string;
  /** Where on `feedback.received` it was read: `<partition>:<offset>`. */
  position: string;
  /** It was parked here and is replayed: its decision may have been taken but never published. */
  replay: boolean;
  /** `receivedAt` in ms. */
  at: number;
  /** `sourceUpdatedAt` in ms. */
  updatedAt?: number;
  /** 0 without a rating. */
  stars: number;
  /** Hash of all folded words, quoted ones too: whether an edit changed any. */
  words: string;
  /** Who spoke, kept with the text. Empty for anonymous feedback. */
  identities: string[];
  /** These and what people merged with them: any one in common with an earlier text is the same customer. */
  sameAs: string[];
  /** feedbackId of what it declares to share. */
  sharedFrom?: string;
  /** feedbackId of what it answers in its thread. */
  inReplyTo?: string;
  /** Words of substance of its own, beside what it quotes. */
  ownWords: boolean;
  /** It quotes through a chain (`//@`, `RT`, `FW:`). */
  quotes: boolean;
  /** The text to compare: its own words, or the quoted ones when it has none. */
  text: Fingerprint;
  /** The quoted words, when it has words of its own beside them. */
  quoted?: Fingerprint;
}

/** What of a feedback its relation depends on. */
export type SpokenFeedback = Pick<
  Feedback,
  | 'feedbackId'
  | 'contentHash'
  | 'receivedAt'
  | 'sourceUpdatedAt'
  | 'title'
  | 'text'
  | 'rating'
  | 'sharedFrom'
  | 'inReplyTo'
> & { customer: Pick<Feedback['customer'], 'identities'> };

/** Without `links` every identity stands for itself. */
export function textQuery(
  feedback: SpokenFeedback,
  delivery: { position: string; replay?: boolean },
  links?: Pick<IdentityLinks, 'speakerOf'>,
): TextQuery {
  const { identities } = feedback.customer;
  const { own, all } = links?.speakerOf(identities) ?? { own: identities, all: identities };
  const text = feedback.title ? `${feedback.title}\n${feedback.text}` : feedback.text;
  return {
    feedbackId: feedback.feedbackId,
    contentHash: feedback.contentHash,
    position: delivery.position,
    replay: delivery.replay ?? false,
    at: Date.parse(feedback.receivedAt),
    ...(feedback.sourceUpdatedAt ? { updatedAt: Date.parse(feedback.sourceUpdatedAt) } : {}),
    stars: feedback.rating?.stars ?? 0,
    identities: shortened(own),
    sameAs: shortened(all),
    ...pointersOf(feedback),
    ...wordsOf(text),
  };
}

// Nothing points to itself.
function pointersOf({
  feedbackId,
  sharedFrom,
  inReplyTo,
}: SpokenFeedback): Pick<TextQuery, 'sharedFrom' | 'inReplyTo'> {
  return {
    ...(sharedFrom && sharedFrom !== feedbackId ? { sharedFrom } : {}),
    ...(inReplyTo && inReplyTo !== feedbackId ? { inReplyTo } : {}),
  };
}

function wordsOf(text: string): Pick<TextQuery, 'words' | 'ownWords' | 'quotes' | 'text' | 'quoted'> {
  const { own, quoted, folded, hasOwnWords } = spokenWords(text);
  const said = fingerprint(own, folded);
  const words = own === text ? said.exact : exactHash(fold(text));
  if (quoted === null) return { words, ownWords: hasOwnWords, quotes: false, text: said };
  if (!hasOwnWords) return { words, ownWords: false, quotes: true, text: fingerprint(quoted) };
  return { words, ownWords: true, quotes: true, text: said, quoted: fingerprint(quoted) };
}

// 132 of the hash's 256 bits are plenty, and are stored with every text.
function shortened(identities: readonly Pick<Identity, 'type' | 'hash'>[]): string[] {
  return [...new Set(identities.map(({ type, hash }) => `${type[0]}${hash.slice(0, 22)}`))];
}
