import type { Relation } from '@hearback/contracts';
import type { RelationRules } from './relation-rules';
import { alike, contradiction, sameMatter, type ComparedPrint, type Likeness } from './similarity';
import type { TextQuery } from './text-query';

/** An earlier text in the window. */
export interface KnownText {
  feedbackId: string;
  /** `receivedAt` in ms. */
  at: number;
  /** The feedback whose case this one belongs to: itself, or what a resubmission or repost points to. */
  root: string;
  cluster: string;
  /** Somebody else's words: never a target itself. */
  repost: boolean;
  identities: string[];
  print: ComparedPrint;
}

/** A feedbackId that is known, with its contents so far. */
export interface KnownFeedback {
  root: string;
  cluster: string;
  repost: boolean;
  /** Highest revision so far. */
  revision: number;
  /** Newest `sourceUpdatedAt` so far, in ms. */
  updatedAt?: number;
  words: string;
  stars: number;
  /** By contentHash: the decision of its first delivery. */
  contents: Record<string, Relation>;
  /** Its current text, if it is still in the window. */
  text?: KnownText;
}

/** What the window knows when a text is decided. */
export interface Known {
  self?: KnownFeedback;
  /** What `sharedFrom` names. */
  target?: KnownFeedback;
  /** What `inReplyTo` names. */
  thread?: KnownFeedback;
  candidates: KnownText[];
  /** Texts like the quoted words of one with words of its own. */
  quotedCandidates: KnownText[];
}

interface Match {
  known: KnownText;
  likeness: Likeness;
}

type Rule = (query: TextQuery, known: Known, rules: RelationRules) => Relation | null;

/**
 * The order of precedence: the first rule that answers decides. One feedback may well fit several.
 * 1. the same id and content again: `redelivery`; Kafka's own (same position) and a replay of what was parked get the
 *    stored decision as it was
 * 2. the same id with another content: `revision`
 * 3. declared as shared, without own words: `repost`; of one's own feedback `resubmission`
 * 4. an answer of the same customer under their own feedback: `resubmission`, whatever the words
 * 5. same customer, same matter: `resubmission`, also when it quotes
 * 6. a quote chain without own words, of a text that is known: `repost`
 * 7. nearly the words of somebody else, or one's own about another amount, account, bank, product, person or day:
 *    `lookalike`, a case of its own in the cluster
 * 8. `original`; with words of its own beside a share or quote it is linked to that cluster
 */
const PRECEDENCE: readonly Rule[] = [
  knownContent,
  revisionOf,
  declaredShare,
  ownThread,
  resubmission,
  quotedRepost,
  lookalike,
];

/**
 * The decision on one text. src/io/window.lua does the same inside Redis, in one atomic step with looking up and storing;
 * a test proves on random histories that the two agree. Change both.
 */
export function decideRelation(query: TextQuery, known: Known, rules: RelationRules): Relation {
  for (const rule of PRECEDENCE) {
    const relation = rule(query, known, rules);
    if (relation) return relation;
  }
  return original(query, known, rules);
}

function knownContent({ feedbackId, contentHash, position, replay }: TextQuery, { self }: Known): Relation | null {
  const first = self?.contents[contentHash];
  if (!first || first.position === position || replay) return first ?? null;
  const { revision } = first;
  return { ...relation('redelivery', ['same-id', 'same-content']), of: feedbackId, score: 1, revision, position };
}

function revisionOf(query: TextQuery, { self }: Known): Relation | null {
  if (!self) return null;
  const outdated = query.updatedAt !== undefined && self.updatedAt !== undefined && query.updatedAt < self.updatedAt;
  const changes = [
    ...(query.words === self.words ? [] : ['changed-text']),
    ...(query.stars === self.stars ? [] : ['changed-stars']),
  ];
  const because = outdated ? ['older-than-known'] : changes.length > 0 ? changes : ['same-words'];
  return {
    ...relation('revision', ['same-id', ...because]),
    of: query.feedbackId,
    score: 1,
    revision: self.revision + 1,
    substantive: !outdated && changes.length > 0,
    outdated,
    ...(self.cluster === query.feedbackId ? {} : { clusterId: self.cluster }),
    position: query.position,
  };
}

function declaredShare(query: TextQuery, known: Known, rules: RelationRules): Relation | null {
  if (query.sharedFrom === undefined || speaksForItself(query, known, rules)) return null;
  const unseen = { root: query.sharedFrom, cluster: query.sharedFrom, repost: false, text: undefined };
  const { root, cluster, repost, text } = known.target ?? unseen;
  const place = { of: root, score: 1, clusterId: cluster, position: query.position };
  if (!repost && text && sameCustomer(query, text))
    return { ...relation('resubmission', ['same-customer', 'shared-from']), ...place };
  return { ...relation('repost', ['shared-from', 'no-own-words']), ...place };
}

/** Some platforms repeat the shared text inside the share: that is no word of its own. */
function speaksForItself(query: TextQuery, { target }: Known, rules: RelationRules): boolean {
  return query.ownWords && !(target?.text && sameMatter(query.text, target.text.print, rules));
}

/** An answer of somebody else, or to the bank, is what its own words are. */
function ownThread(query: TextQuery, { thread }: Known): Relation | null {
  if (!thread?.text || thread.repost || !sameCustomer(query, thread.text)) return null;
  const { root, cluster } = thread;
  const place = { of: root, score: 1, clusterId: cluster, position: query.position };
  return { ...relation('resubmission', ['same-customer', 'in-reply-to']), ...place };
}

function resubmission(query: TextQuery, known: Known, rules: RelationRules): Relation | null {
  const match = earliest(known.candidates, (text) =>
    sameCustomer(query, text) ? sameMatter(query.text, text.print, rules) : null,
  );
  if (!match) return null;
  const quoting = query.quotes && !query.ownWords ? ['quote-chain'] : [];
  return joined(query, match, relation('resubmission', ['same-customer', match.likeness.how, ...quoting]));
}

function quotedRepost(query: TextQuery, known: Known, rules: RelationRules): Relation | null {
  if (!query.quotes || query.ownWords) return null;
  const match = earliest(known.candidates, (text) => quotation(query.text, text, rules));
  if (!match) return null;
  return joined(query, match, relation('repost', ['quote-chain', 'no-own-words', match.likeness.how]));
}

function lookalike(query: TextQuery, known: Known, rules: RelationRules): Relation | null {
  const match = earliest(known.candidates, (text) =>
    alike(query.text, text.print, { rules, least: rules.leastLength }),
  );
  if (!match) return null;
  const differs = contradiction(query.text, match.known.print);
  const because = [match.likeness.how, whose(query, match.known), ...(differs ? [`other-${differs}`] : [])];
  return joined(query, match, relation('lookalike', because));
}

/** The same customer's comes here only with a contradiction: otherwise it is a resubmission. */
function whose(query: TextQuery, text: KnownText): string {
  if (sameCustomer(query, text)) return 'same-customer';
  return query.identities.length > 0 && text.identities.length > 0 ? 'other-customer' : 'unknown-customer';
}

function original(query: TextQuery, known: Known, rules: RelationRules): Relation {
  const { position } = query;
  const base = { score: 0, position };
  if (query.sharedFrom !== undefined) {
    const clusterId = known.target?.cluster ?? query.sharedFrom;
    return { ...relation('original', ['own-words', 'shared-from']), ...base, clusterId };
  }
  const { quoted } = query;
  const match = quoted && earliest(known.quotedCandidates, (text) => quotation(quoted, text, rules));
  if (match) return { ...relation('original', ['own-words', 'quote-chain']), ...base, clusterId: match.known.cluster };
  return { ...relation('original', [query.text.exact === '' ? 'no-words' : 'nothing-alike']), ...base };
}

function quotation(print: ComparedPrint, text: KnownText, rules: RelationRules): Likeness | null {
  if (contradiction(print, text.print)) return null;
  return alike(print, text.print, { rules, least: rules.leastQuoted });
}

function joined({ position }: TextQuery, { known, likeness }: Match, base: Relation): Relation {
  return { ...base, of: known.root, score: likeness.score, clusterId: known.cluster, position };
}

function sameCustomer({ sameAs }: TextQuery, text: KnownText): boolean {
  return sameAs.some((identity) => text.identities.includes(identity));
}

/** The first to have said it opened the case; a repost is nobody's own words and never a target. */
function earliest(texts: KnownText[], compare: (text: KnownText) => Likeness | null): Match | undefined {
  const matches = texts.flatMap((known) => {
    const likeness = known.repost ? null : compare(known);
    return likeness ? [{ known, likeness }] : [];
  });
  return matches.sort((a, b) => a.known.at - b.known.at || compareIds(a.known, b.known))[0];
}

function compareIds({ feedbackId: a }: KnownText, { feedbackId: b }: KnownText): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function relation(kind: Relation['kind'], because: string[]): Relation {
  return { kind, score: 0, because, revision: 1, substantive: true, outdated: false };
}
