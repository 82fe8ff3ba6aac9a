import type { FeedbackAnswer, FeedbackItem } from '@hearback/contracts';
import { setTimeout as wait } from 'node:timers/promises';
import { readRows, type RowsOf } from './io/read-rows';
import { LaunchError } from './launch-error';

export interface SendFileOptions {
  file: RowsOf;
  /** Base address of the channel service. */
  channelUrl: string;
  apiKey: string;
  report(line: string): void;
}

export interface SentFile {
  rows: number;
  accepted: number;
  /** Reason -> how many rows. */
  refused: Record<string, number>;
  /** Distinct feedback ids; two rows with the same id are one feedback. */
  feedbackIds: Set<string>;
}

const BATCH = 100;
const AT_ONCE = 4;
const PROGRESS_EVERY_ROWS = 1_000;
const GIVE_UP_AFTER_MS = 120_000;

/**
 * Sends every row of a file through a channel, 100 a request. A row's id column is its externalId, so whatever is sent
 * again (by a retry here, or the same file later) gets the same feedbackId and changes nothing.
 */
export async function sendFile(options: SendFileOptions): Promise<SentFile> {
  const sent: SentFile = { rows: 0, accepted: 0, refused: {}, feedbackIds: new Set() };
  const under = new Set<Promise<void>>();
  let failure: unknown;
  for await (const items of batches(options.file)) {
    const one = post(options, items).then((answer) => count(sent, answer, options));
    const tracked = one.catch((error) => void (failure ??= error)).finally(() => under.delete(tracked));
    under.add(tracked);
    if (under.size >= AT_ONCE) await Promise.race(under);
    if (failure) break;
  }
  await Promise.all(under);
  if (failure) throw failure;
  return sent;
}

async function* batches(file: RowsOf): AsyncGenerator<FeedbackItem[]> {
  let items: FeedbackItem[] = [];
  for await (const { id, text } of readRows(file)) {
    items.push({ externalId: id, text });
    if (items.length < BATCH) continue;
    yield items;
    items = [];
  }
  if (items.length > 0) yield items;
}

function count(sent: SentFile, answer: FeedbackAnswer, { report }: SendFileOptions): void {
  const before = Math.floor(sent.rows / PROGRESS_EVERY_ROWS);
  sent.rows += answer.accepted.length + answer.refused.length;
  sent.accepted += answer.accepted.length;
  for (const { feedbackId } of answer.accepted) sent.feedbackIds.add(feedbackId);
  for (const { reason } of answer.refused) sent.refused[reason] = (sent.refused[reason] ?? 0) + 1;
  if (Math.floor(sent.rows / PROGRESS_EVERY_ROWS) > before) report(`  ${sent.rows} rows sent`);
}

// 429, 5xx and a broken connection (the service may be starting again) are tried again; the ids make that harmless.
async function post({ channelUrl, apiKey }: SendFileOptions, items: FeedbackItem[]): Promise<FeedbackAnswer> {
  const until = Date.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    const response = await fetch(`${channelUrl}/v1/feedback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(items),
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => error as Error);
    if (response instanceof Response && (response.status === 202 || response.status === 422))
      return (await response.json()) as FeedbackAnswer;
    const how = response instanceof Response ? `status ${response.status}` : causeOf(response);
    const passing = !(response instanceof Response) || response.status === 429 || response.status >= 500;
    if (!passing || Date.now() > until) throw new LaunchError(`The channel did not take the file: ${how}.`);
    await wait(retryAfterMs(response));
  }
}

const causeOf = (error: Error) => (error.cause instanceof Error ? error.cause.message : error.message);

function retryAfterMs(response: Response | Error): number {
  const seconds = response instanceof Response ? Number(response.headers.get('retry-after')) : 0;
  return Math.min(5_000, Math.max(250, (seconds || 0) * 1_000));
}
