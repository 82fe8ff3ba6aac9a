import type { Expectation } from './kit';

/** What a hook answered, and how its source would read the same bytes where that could be asked. */
export interface Outcome {
  /** 0 when there was no answer. */
  status: number;
  headers: Record<string, string>;
  body: string;
  answer: Answer | null;
  tried: Tried | null;
}

export interface Answer {
  accepted: { index: number; feedbackId: string }[];
  refused: Refused[];
}

interface Refused {
  index: number;
  reason: string;
  detail: string;
}

/** Of POST /v1/hooks/<sourceId>/test. */
export interface Tried {
  /** `calls`: parts of calls, which become feedback when a call is over. */
  kind: 'read' | 'calls' | 'ignored' | 'refused';
  items: TriedItem[];
  replies: TriedItem[];
}

type TriedItem =
  { index: number; accepted: true; says: string; fields: Record<string, unknown> } | ({ accepted: false } & Refused);

/** What is wrong with an outcome, and which checks could not be made because nothing showed them. */
export interface Judgement {
  wrong: string[];
  unseen: string[];
}

/** Compares an outcome with what was expected. `others` are the outcomes of the other cases, by name. */
export function judge(outcome: Outcome, expected: Expectation, others: ReadonlyMap<string, Outcome>): Judgement {
  const seen = { outcome, expected, others };
  const unseen = unseenOf(seen);
  // Without the right status everything else only says the same again.
  const status = statusOf(seen);
  if (status.length > 0) return { wrong: status, unseen };
  return { wrong: CHECKS.flatMap((check) => check(seen)), unseen };
}

/** Compares the outcome of a variant with that of its sample: the same answer, and the same ids. */
export function judgeSame(outcome: Outcome, sample: Outcome): Judgement {
  if (outcome.status !== sample.status)
    return { wrong: [`answered ${said(outcome)}, and ${sample.status} to the sample`], unseen: [] };
  const wrong: string[] = [];
  const [ids, sampleIds] = [idsOf(outcome), idsOf(sample)];
  if (JSON.stringify(ids) !== JSON.stringify(sampleIds))
    wrong.push(`gave the ids ${list(ids)}, and ${list(sampleIds)} to the sample`);
  const [refused, sampleRefused] = [outcome, sample].map((one) =>
    refusedOf(one).map(({ index, reason }) => `${index} ${reason}`),
  );
  if (String(refused) !== String(sampleRefused))
    wrong.push(`refused ${list(refused!)}, and ${list(sampleRefused!)} of the sample`);
  const unseen = outcome.answer === null && outcome.tried === null ? ['ids'] : [];
  return { wrong, unseen };
}

interface Seen {
  outcome: Outcome;
  expected: Expectation;
  others: ReadonlyMap<string, Outcome>;
}

function statusOf({ outcome, expected }: Seen): string[] {
  if (outcome.status === expected.status) return [];
  return [`answered ${said(outcome)}, expected ${expected.status}`];
}

const CHECKS: ((seen: Seen) => string[])[] = [
  ({ outcome, expected: { problem } }) =>
    problem === undefined || outcome.body.includes(`"${problem}"`) ? [] : [`expected the problem ${problem}`],
  ({ outcome, expected: { body } }) =>
    body === undefined || outcome.body === body ? [] : [`answered ${short(outcome.body)}, expected ${short(body)}`],
  ({ outcome, expected: { headers = {} } }) =>
    Object.entries(headers).flatMap(([name, value]) =>
      outcome.headers[name] === value ? [] : [`header ${name}: ${outcome.headers[name] ?? 'none'}, expected ${value}`],
    ),
  acceptedOf,
  ({ outcome, expected }) => refusalsOf(outcome, expected),
  ({ outcome, expected: { ignored } }) =>
    ignored && outcome.tried && outcome.tried.kind !== 'ignored' ? [`was ${outcome.tried.kind}, expected ignored`] : [],
  ({ outcome: { tried }, expected: { feedback } }) =>
    tried && feedback
      ? fieldsOf(
          tried.items.filter(({ accepted }) => accepted),
          feedback,
          'feedback',
        )
      : [],
  ({ outcome: { tried }, expected: { replies } }) =>
    tried && replies ? fieldsOf(tried.replies, replies, 'reply') : [],
  ({ outcome, expected: { same = [] }, others }) =>
    same.flatMap(({ index, as, at }) => {
      const [own, other] = [idsOf(outcome)[index], idsOf(others.get(as))[at]];
      if (own === undefined && other === undefined) return [];
      return own === other ? [] : [`item ${index} is not the same feedback as item ${at} of ${as}`];
    }),
];

function acceptedOf({ outcome, expected }: Seen): string[] {
  const accepted = expected.accepted ?? (expected.ignored && !outcome.tried ? 0 : undefined);
  if (accepted === undefined || (!outcome.answer && !outcome.tried)) return [];
  const count = idsOf(outcome).length;
  return count === accepted ? [] : [`accepted ${count}, expected ${accepted}`];
}

function refusalsOf(outcome: Outcome, { status, refused = [] }: Expectation): string[] {
  if ((status >= 300 && status !== 422) || (!outcome.answer && !outcome.tried)) return [];
  const found = refusedOf(outcome);
  if (found.length !== refused.length)
    return [
      `refused ${found.length}, expected ${refused.length}: ${list(found.map(({ index, detail }) => `${index} ${detail}`))}`,
    ];
  return refused.flatMap(({ index, reason, says }) => {
    const one = found.find((candidate) => candidate.index === index);
    if (one?.reason !== reason) return [`item ${index} was refused as ${one?.reason ?? 'nothing'}, expected ${reason}`];
    return says
      .filter((words) => !one.detail.includes(words))
      .map((words) => `"${one.detail}" does not say "${words}"`);
  });
}

function fieldsOf(found: readonly TriedItem[], expected: readonly Record<string, unknown>[], what: string): string[] {
  if (found.length !== expected.length) return [`read ${found.length} of ${what}, expected ${expected.length}`];
  return expected.flatMap((fields, at) => {
    const item = found[at]!;
    return item.accepted ? differences(item.fields, fields, `${what} ${at}`) : [`${what} ${at}: ${item.detail}`];
  });
}

function differences(found: unknown, expected: unknown, path: string): string[] {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected))
    return JSON.stringify(found) === JSON.stringify(expected)
      ? []
      : [`${path}: ${short(found)}, expected ${short(expected)}`];
  const fields = (typeof found === 'object' && found !== null ? found : {}) as Record<string, unknown>;
  return Object.entries(expected).flatMap(([name, value]) => differences(fields[name], value, `${path}.${name}`));
}

function unseenOf({ outcome, expected }: Seen): string[] {
  const { feedback, replies, ignored, accepted, same } = expected;
  if (outcome.tried) return [];
  const inTrial = [feedback && 'fields', replies && 'replies', ignored && 'ignored'];
  const inEither = outcome.answer ? [] : [accepted !== undefined && 'accepted', same && 'ids'];
  return [...inTrial, ...inEither].filter((name) => typeof name === 'string');
}

/** Ids of what was accepted, in order. Vendors that want an answer of their own are shown none; then the trial says them. */
function idsOf(outcome: Outcome | undefined): string[] {
  if (outcome?.answer) return outcome.answer.accepted.map(({ feedbackId }) => feedbackId);
  return (outcome?.tried?.items ?? []).flatMap((item) => (item.accepted ? [String(item.fields.feedbackId)] : []));
}

function refusedOf({ answer, tried }: Outcome): Refused[] {
  return answer?.refused ?? (tried?.items ?? []).filter((item) => !item.accepted);
}

function said({ status, body }: Outcome): string {
  return status === 0 ? body : `${status} ${short(body)}`;
}

function list(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ');
}

const SHOWN = 160;

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
