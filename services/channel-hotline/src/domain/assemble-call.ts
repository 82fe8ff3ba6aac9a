import { FEEDBACK_LIMITS, type FeedbackItem, type ReplyItem } from '@hearback/contracts';
import type { Agent, AssembledFeedback, Call, CloseReason } from './call';
import { isFeedback } from './fold-part';
import { missingOf, wordsOf } from './transcript';

/** How long a call is waited for after its last push, in milliseconds. */
export interface CallLimits {
  /** A call that has ended, or whose transcript has, with something missing. */
  endedMs: number;
  /** A call whose end nobody has told. */
  openMs: number;
  /** A call that could be published, but nobody has said yet who called. */
  callerMs: number;
  /** How long a finished call is remembered, so that what comes late is an annotation. */
  keepMs: number;
}

/**
 * What is to happen with a call now: nothing, or it becomes a feedback (in its outbox), or it is given up without words;
 * an answered call that its agent logged is a reply besides. Asked after every push and by the clock.
 */
export function decideCall(call: Call, now: Date, limits: CallLimits): Call {
  const why = isDue(call, now, limits) ? reasonToClose(call) : null;
  const closed = why ? close(call, why, now) : call;
  const reply = closed.replied ? null : replyOf(closed, now);
  return reply ? { ...closed, replied: true, outbox: { ...closed.outbox, reply } } : closed;
}

/** The call after what lay in its outbox was acknowledged. What became a feedback keeps no words here. */
export function sentCall(call: Call): Call {
  const sent: Call = { ...call, outbox: {} };
  if (!isFeedback(sent)) return sent;
  const { whole: _whole, log, ...rest } = sent;
  return { ...rest, transcripts: {}, ...(log && !sent.replied ? { log } : {}) };
}

/** Whether a finished call need not be remembered any longer. */
export function isForgotten({ closed, lastReceivedAt }: Call, now: Date, { keepMs }: CallLimits): boolean {
  return closed !== undefined && now.getTime() > Date.parse(lastReceivedAt) + keepMs;
}

/** Whether the call is closed by what is known of it at this time. */
function isDue(call: Call, now: Date, limits: CallLimits): boolean {
  if (call.closed) return false;
  const waitMs = now.getTime() - Date.parse(call.lastReceivedAt);
  if (hasLog(call) || isTranscribed(call)) return isCallerKnown(call) || waitMs >= limits.callerMs;
  return waitMs >= (isOver(call) ? limits.endedMs : limits.openMs);
}

function reasonToClose(call: Call): CloseReason {
  if (wordsSaid(call).trim() === '') return 'no-words';
  if (isTranscribed(call)) return 'transcript';
  return hasLog(call) ? 'agent-log' : 'limit';
}

function hasLog({ log, callbackOf }: Call): boolean {
  // What an agent notes on a call-back is the answer, not what a customer said.
  return log !== undefined && callbackOf === undefined && log.value.text.trim() !== '';
}

/** All that was said is there: the whole of it, or every transcription that began has ended without a gap. */
function isTranscribed(call: Call): boolean {
  if (call.whole && call.whole.value.trim() !== '') return true;
  return arePiecesWhole(call) && piecesSaid(call) !== '';
}

function arePiecesWhole({ transcripts }: Call): boolean {
  return Object.values(transcripts).every((transcript) => transcript.ended && missingOf(transcript) === 0);
}

function isOver({ ended, transcripts }: Call): boolean {
  const all = Object.values(transcripts);
  return ended !== undefined || (all.length > 0 && all.every((transcript) => transcript.ended));
}

// An empty number is knowledge too: it is withheld.
function isCallerKnown({ author }: Call): boolean {
  return author.phone !== undefined || author.customerNumber !== undefined || author.email !== undefined;
}

function close(call: Call, why: CloseReason, now: Date): Call {
  const closed = { ...call, closed: { at: now.toISOString(), why } };
  return why === 'no-words' ? closed : { ...closed, outbox: { ...closed.outbox, feedback: feedbackOf(closed, why) } };
}

/** Pieces as they were heard when nothing of them is missing, else the whole from the recording, else what there is. */
function wordsSaid(call: Call): string {
  const pieces = piecesSaid(call);
  const whole = call.whole?.value.trim() ?? '';
  const transcript = pieces !== '' && (arePiecesWhole(call) || whole === '') ? pieces : whole;
  return transcript !== '' || !hasLog(call) ? transcript : call.log!.value.text.trim();
}

function piecesSaid({ transcripts }: Call): string {
  const inOrder = Object.entries(transcripts).sort(([a, x], [b, y]) => compare(x.at, y.at) || compare(a, b));
  return inOrder.flatMap(([, transcript]) => wordsOf(transcript)).join('\n');
}

function feedbackOf(call: Call, why: CloseReason): AssembledFeedback {
  const said = wordsSaid(call);
  const text = cutAt(said, FEEDBACK_LIMITS.textLength);
  const author = Object.entries(call.author).map(([name, dated]) => [name, dated!.value]);
  const item: FeedbackItem = {
    externalId: call.callId,
    text,
    // The sender's clock may run ahead; nobody has spoken after we heard of it.
    occurredAt: earlier(call.started ?? call.answered?.at ?? call.firstReceivedAt, call.firstReceivedAt),
    author: author.length > 0 ? (Object.fromEntries(author) as FeedbackItem['author']) : undefined,
    language: call.language?.value,
    inReplyTo: call.callbackOf?.value,
    attributes: attributesOf(call, { why, cut: said.length - text.length }),
  };
  return { item, attachments: call.recordings.map((url) => ({ url })) };
}

function attributesOf(call: Call, { why, cut }: { why: CloseReason; cut: number }): Record<string, string> {
  const transcripts = Object.values(call.transcripts);
  const missing = transcripts.reduce((sum, transcript) => sum + missingOf(transcript), 0);
  const own = {
    direction: call.direction,
    durationSeconds: call.durationSeconds,
    agentId: agentOf(call)?.id,
    satisfactionKey: call.satisfaction?.value,
    agentLog: call.log && cutAt(call.log.value.text, LOG_LENGTH),
    closedBy: why,
    missingPieces: missing || undefined,
    cutShort: cut > 0 || transcripts.some((transcript) => transcript.cut) || undefined,
  };
  const told = Object.entries(call.attributes).map(([name, { value }]) => [name, value]);
  const given = Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return Object.fromEntries([...told, ...given]) as Record<string, string>;
}

function agentOf({ answered, log }: Call): Agent | undefined {
  return answered?.value ?? log?.value.agent;
}

// An attribute holds 1 KB; a Chinese character takes three bytes.
const LOG_LENGTH = 300;

/** Never through the middle of a character that takes two units. */
function cutAt(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, /[\uD800-\uDBFF]/.test(text[length - 1]!) ? length - 1 : length);
}

/**
 * What the agent answered in the call itself, once it is logged. It counts from the call's end, but not from before we
 * had the call: a promise starts when the feedback was received, and an answer before it would cover nothing.
 */
function replyOf(call: Call, now: Date): ReplyItem | null {
  const text = answerOf(call);
  if (text === '') return null;
  return {
    externalId: call.callbackOf?.value ?? call.callId,
    replyId: `call:${call.callId}`,
    text,
    repliedAt: repliedAtOf(call, now),
    by: agentOf(call) ?? { id: 'agent' },
    automatic: false,
  };
}

/** What the agent logged of the answer; empty when nobody answered or nobody logged it. */
function answerOf({ log, answered }: Call): string {
  if (!log || !(answered || log.value.answer)) return '';
  return log.value.answer?.trim() || log.value.text.trim();
}

function repliedAtOf(call: Call, now: Date): string {
  const spokenAt = call.ended ?? call.answered?.at ?? call.firstReceivedAt;
  return earlier(spokenAt > call.firstReceivedAt ? spokenAt : call.firstReceivedAt, now.toISOString());
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
