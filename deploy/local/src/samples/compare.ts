import type { SampleText } from './sample-set';

/** What GET /v1/feedback/<id> and GET /v1/clocks say of a text. */
export interface SeenFeedback {
  state: string;
  caseId: string | null;
  relation: { kind: string; of: string | null } | null;
  labels: { product: { value: string }; kind: { value: string }; urgency: { value: string } } | null;
  deliveries: number;
  revision: number;
}

/** What became of a text. */
export type Outcome =
  | { kind: 'refused'; why: string }
  | { kind: 'accepted'; feedbackId: string; seen: SeenFeedback | null; clocks: number };

export interface SampleResult {
  channel: string;
  text: SampleText;
  outcome: Outcome;
  /** Each in words; empty when all is as expected. */
  differences: string[];
}

/** Nothing more is expected to happen to it. */
export function isSettled(text: SampleText, outcome: Outcome): boolean {
  if (outcome.kind === 'refused' || text.refused !== undefined) return true;
  const { seen, clocks } = outcome;
  if (!seen) return false;
  if (text.relation === 'redelivery' && seen.deliveries < 2) return false;
  if (text.relation === 'revision' && seen.revision < 2) return false;
  return !promised(text) || clocks > 0;
}

/** How a text relates, in the sender's eyes: the answer for a feedback tells of the feedback, not of each delivery. */
export function relationSeen(text: SampleText, feedbackId: string, seen: SeenFeedback): string {
  if (text.relation === 'revision') return seen.revision >= 2 ? 'revision' : 'not revised';
  if (text.relation === 'redelivery') return seen.deliveries >= 2 ? 'redelivery' : 'delivered once';
  const { kind, of } = seen.relation ?? { kind: 'none', of: null };
  // A later edit or repetition of the same feedback does not change what it was at first.
  return of === feedbackId && (kind === 'revision' || kind === 'redelivery') ? 'original' : kind;
}

/** What is not as the sample says. `idOf` finds the feedbackId of another sample by its name. */
export function differencesOf(text: SampleText, outcome: Outcome, idOf: (name: string) => string | undefined): string[] {
  if (text.refused !== undefined) return refusalDifferences(text.refused, outcome);
  if (outcome.kind === 'refused') return [`refused: ${outcome.why}`];
  const { seen, feedbackId, clocks } = outcome;
  if (!seen) return ['has no end yet'];
  const differences = [
    ...differs('relation', text.relation, relationSeen(text, feedbackId, seen)),
    ...differs('end', text.end, seen.state),
    ...labelDifferences(text, seen),
  ];
  if (text.of && targetOf(text, seen, feedbackId) !== idOf(text.of)) differences.push(`does not point to ${text.of}`);
  if (promised(text) && clocks === 0) differences.push('no clock');
  if (!promised(text) && clocks > 0) differences.push('a clock that nobody promised');
  return differences;
}

function refusalDifferences(field: string, outcome: Outcome): string[] {
  if (outcome.kind === 'accepted') return [`accepted, but \`${field}\` is wrong`];
  return outcome.why.includes(field) ? [] : [`refused without naming \`${field}\`: ${outcome.why}`];
}

function labelDifferences(text: SampleText, { labels }: SeenFeedback): string[] {
  return (['product', 'kind', 'urgency'] as const).flatMap((axis) =>
    differs(axis, text[axis], labels?.[axis].value ?? 'none'),
  );
}

function targetOf(text: SampleText, seen: SeenFeedback, feedbackId: string): string | null {
  const same = text.relation === 'revision' || text.relation === 'redelivery';
  return same ? feedbackId : (seen.relation?.of ?? null);
}

// A case of one's own and a case joined as a customer carry a promise; a mention and a bare rating do not.
function promised({ end }: SampleText): boolean {
  return end === 'opened' || end === 'joined';
}

function differs(what: string, expected: string | undefined, found: string): string[] {
  return expected === undefined || expected === found ? [] : [`${what} ${found} instead of ${expected}`];
}
