import type { CallAuthor, CallFact, CallPart } from '@hearback/contracts';
import type { Agent, Call, Dated } from './call';
import { emptyTranscript, withFact, type Transcript } from './transcript';

/** A push with what stands around it. */
export interface TakenPart {
  feedbackId: string;
  sourceId: string;
  format: string;
  receivedAt: string;
  part: CallPart;
}

const RECORDINGS = 10;
const ATTRIBUTES = 30;

/**
 * The call with one more push in it. The same pushes in any order, repeated or not, make the same call. After it has
 * become a feedback its words no longer change, but everything else is still noted.
 */
export function foldPart(call: Call | undefined, taken: TakenPart): Call {
  const folded = withPart(call ?? newCall(taken), taken);
  // What a list says again of a call every quarter of an hour must not put its limit off, nor open it again.
  return call && saysNothingNew(call, folded) ? call : folded;
}

function saysNothingNew(call: Call, folded: Call): boolean {
  const { lastReceivedAt, closed } = call;
  return JSON.stringify({ ...folded, lastReceivedAt, closed }) === JSON.stringify({ ...call, lastReceivedAt, closed });
}

function withPart(known: Call, taken: TakenPart): Call {
  const { receivedAt, part } = taken;
  let next: Call = {
    ...known,
    firstReceivedAt: receivedAt < known.firstReceivedAt ? receivedAt : known.firstReceivedAt,
    lastReceivedAt: receivedAt > known.lastReceivedAt ? receivedAt : known.lastReceivedAt,
    author: withAuthor(known.author, part.author, receivedAt),
    attributes: withAttributes(known.attributes, part.attributes, receivedAt),
  };
  if (part.language) next.language = earliest(next.language, { at: receivedAt, value: part.language });
  for (const fact of part.facts) next = foldFact(next, fact, fact.at ?? receivedAt);
  return next;
}

function newCall({ feedbackId, sourceId, format, receivedAt, part }: TakenPart): Call {
  return {
    ...{ feedbackId, sourceId, format, callId: part.callId, firstReceivedAt: receivedAt, lastReceivedAt: receivedAt },
    ...{ author: {}, attributes: {}, recordings: [], transcripts: {}, late: {}, replied: false, outbox: {} },
  };
}

function foldFact(call: Call, fact: CallFact, at: string): Call {
  const closed = isFeedback(call);
  const next = closed
    ? { ...call, late: { ...call.late, [fact.kind]: (call.late[fact.kind] ?? 0) + 1 } }
    : reopened(call);
  return closed && tellsWords(fact) ? next : { ...next, ...FOLD[fact.kind](next, fact as never, at) };
}

/** Whether it has become a feedback: what comes now annotates it. */
export function isFeedback({ closed }: Call): boolean {
  return closed !== undefined && closed.why !== 'no-words';
}

// A call that was given up as silent has become nothing yet; whatever comes may bring its words.
function reopened({ closed: _closed, ...call }: Call): Call {
  return call;
}

function tellsWords({ kind }: CallFact): boolean {
  return kind === 'words' || kind === 'whole-transcript' || kind.startsWith('transcript-');
}

type Fold = {
  [K in CallFact['kind']]: (call: Call, fact: Extract<CallFact, { kind: K }>, at: string) => Partial<Call>;
};

const FOLD: Fold = {
  started: (call, fact, at) => {
    const started = call.started !== undefined && call.started < at ? call.started : at;
    const direction = call.direction ?? fact.direction;
    return direction ? { started, direction } : { started };
  },
  answered: (call, { agent }, at) => ({ answered: answeredFirst(call.answered, { at, value: agent ?? null }) }),
  ended: (call, { durationSeconds }, at) => {
    const ended = call.ended !== undefined && call.ended > at ? call.ended : at;
    const longest = Math.max(durationSeconds ?? 0, call.durationSeconds ?? 0);
    return longest > 0 ? { ended, durationSeconds: longest } : { ended };
  },
  recording: ({ recordings }, { url }) => {
    return { recordings: [...new Set([...recordings, url])].sort().slice(0, RECORDINGS) };
  },
  words: transcribed,
  'transcript-went-on': transcribed,
  'transcript-ended': transcribed,
  'whole-transcript': (call, { text }, at) => ({ whole: earliest(call.whole, { at, value: text }) }),
  'agent-log': (call, { text, answer, agent }, at) => ({
    log: earliest(call.log, { at, value: { text, answer, agent } }),
  }),
  satisfaction: (call, { key }, at) => ({ satisfaction: earliest(call.satisfaction, { at, value: key }) }),
  callback: (call, { of }, at) => ({ callbackOf: earliest(call.callbackOf, { at, value: of }) }),
};

function transcribed(
  { transcripts }: Call,
  fact: Extract<CallFact, { transcript: string }>,
  at: string,
): { transcripts: Record<string, Transcript> } {
  const known = transcripts[fact.transcript] ?? emptyTranscript(at);
  return { transcripts: { ...transcripts, [fact.transcript]: withFact(known, fact, at) } };
}

// Who answered is worth more than that someone did.
function answeredFirst(known: Dated<Agent | null> | undefined, told: Dated<Agent | null>): Dated<Agent | null> {
  if (!known) return told;
  const at = told.at < known.at ? told.at : known.at;
  if (known.value === null || told.value === null) return { at, value: known.value ?? told.value };
  return { at, value: earliest(known, told).value };
}

function withAuthor(known: Call['author'], told: CallAuthor | undefined, at: string): Call['author'] {
  const author = { ...known };
  for (const [name, value] of Object.entries(told ?? {}) as [keyof CallAuthor, string | undefined][])
    if (value !== undefined) author[name] = namedFirst(author[name], { at, value });
  return author;
}

// A number that is withheld in one push may stand in another.
function namedFirst(known: Dated<string> | undefined, told: Dated<string>): Dated<string> {
  if (!known || known.value.trim() === '') return told;
  return told.value.trim() === '' ? known : earliest(known, told);
}

function withAttributes(known: Call['attributes'], told: Record<string, string>, at: string): Call['attributes'] {
  const attributes = { ...known };
  for (const [name, value] of Object.entries(told)) attributes[name] = earliest(attributes[name], { at, value });
  const names = Object.keys(attributes).sort();
  return Object.fromEntries(names.slice(0, ATTRIBUTES).map((name) => [name, attributes[name]!]));
}

function earliest<T>(known: Dated<T> | undefined, told: Dated<T>): Dated<T> {
  if (!known) return told;
  if (known.at !== told.at) return known.at < told.at ? known : told;
  return JSON.stringify(known.value) <= JSON.stringify(told.value) ? known : told;
}
