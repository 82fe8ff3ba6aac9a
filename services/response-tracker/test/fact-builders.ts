import type { FeedbackFact, ReplyFact, RevisionFact } from '../src/domain/case-fact';
import type { PolicyInForce } from '../src/domain/policy';

// Examples speak of hours after a fixed moment; `h(0)` is when the first customer spoke.
const ORIGIN = Date.parse('2026-02-16T01:00:00.000Z');
const HOUR = 3_600_000;

/** The moment so many hours after the origin; `ms` shifts it to either side of a boundary. */
export const h = (hours: number, ms = 0): Date => new Date(ORIGIN + hours * HOUR + ms);

export const CASE_ID = 'c0000000-0000-4000-8000-000000000001';

/** A readable id for a feedback or reply: `id('A')`. */
export const id = (letter: string): string => `a0000000-0000-4000-8000-0000000000${letter.charCodeAt(0).toString(16)}`;

export const bankPromise: PolicyInForce[] = [
  {
    appliesFrom: new Date(0),
    policy: {
      version: 'test-1',
      firstReply: { lengthSeconds: 86_400, warnings: [43_200, 14_400, 3_600, 900], kinds: 'all', channels: 'all' },
    },
  },
];

export function feedback(letter: string, receivedAt: Date, given: Partial<FeedbackFact> = {}): FeedbackFact {
  return {
    kind: 'feedback',
    feedbackId: id(letter),
    customerKey: 'li',
    receivedAt,
    channel: 'hotline',
    sourceId: 'hotline',
    branch: null,
    feedbackKind: 'complaint',
    ...given,
  };
}

export function reply(letter: string, repliedAt: Date, given: Partial<ReplyFact> = {}): ReplyFact {
  return {
    kind: 'reply',
    replyId: id(letter),
    feedbackId: id('A'),
    customerKey: 'li',
    repliedAt,
    knownAt: repliedAt,
    origin: 'observed',
    automatic: false,
    substantive: true,
    ...given,
  };
}

export function revision(of: string, receivedAt: Date, given: Partial<RevisionFact> = {}): RevisionFact {
  return { kind: 'revision', feedbackId: id(of), revision: 2, substantive: true, receivedAt, ...given };
}
