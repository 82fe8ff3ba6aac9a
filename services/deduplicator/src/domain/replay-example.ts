import type { Relation } from '@hearback/contracts';
import { decideRelation, type Known, type KnownText } from './decide-relation';
import type { RelationRules } from './relation-rules';
import { textQuery, type TextQuery } from './text-query';

/** A line of `hearback relation-examples`: what a person said of two feedbacks. */
export interface RelationExample {
  said: 'same-matter' | 'another-matter';
  feedback: ExampleText;
  other: ExampleText;
  /** One of their identities was given with both, or people had merged them. */
  sameCustomer: boolean;
}

export interface ExampleText {
  feedbackId: string;
  receivedAt: string;
  title?: string | null;
  text: string;
  stars?: number | null;
  /** feedbackId of what it declares to share. */
  sharedFrom?: string | null;
}

export interface Replayed {
  relation: Relation;
  /** Whether it would now do what the person did: one case, or two. */
  agrees: boolean;
}

/** What the rules say now of the later of the two, with the earlier alone in the window. */
export function replayExample(example: RelationExample, rules: RelationRules): Replayed {
  const { said, sameCustomer } = example;
  const [earlier, later] = [example.feedback, example.other]
    .sort((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || (a === example.other ? -1 : 1))
    .map((one, index) => queryOf(one, sameCustomer ? 'one' : String(index))) as [TextQuery, TextQuery];
  const relation = decideRelation(later, knownOf(earlier, later), rules);
  const joins = relation.kind === 'resubmission' || relation.kind === 'repost';
  return { relation, agrees: joins === (said === 'same-matter') };
}

function queryOf(one: ExampleText, customer: string): TextQuery {
  const { feedbackId, receivedAt, title, text, stars, sharedFrom } = one;
  const spoken = {
    feedbackId,
    contentHash: feedbackId,
    receivedAt,
    text,
    ...(title ? { title } : {}),
    ...(stars ? { rating: { stars } } : {}),
    ...(sharedFrom ? { sharedFrom } : {}),
    customer: { identities: [{ type: 'handle' as const, hash: customer, keyVersion: 1 }] },
  };
  return textQuery(spoken, { position: `0:${customer}` });
}

// Strangers are compared only when the index brings them together, the same customer always.
function knownOf(earlier: TextQuery, later: TextQuery): Known {
  const { bands, ...print } = earlier.text;
  const { feedbackId, at, identities } = earlier;
  const text: KnownText = { feedbackId, at, root: feedbackId, cluster: feedbackId, repost: false, identities, print };
  const isMet = (query: TextQuery['text']) => query.bands.some((band) => bands.includes(band));
  const sameCustomer = later.sameAs.some((identity) => identities.includes(identity));
  const target = {
    ...{ root: feedbackId, cluster: feedbackId, repost: false, revision: 1 },
    ...{ words: earlier.words, stars: earlier.stars, contents: {}, text },
  };
  return {
    ...(later.sharedFrom === feedbackId ? { target } : {}),
    candidates: sameCustomer || isMet(later.text) ? [text] : [],
    quotedCandidates: later.quoted && isMet(later.quoted) ? [text] : [],
  };
}
