import { addressOf, authorizationOf, fetchOf, type Connection } from './connection';
import { ItemRefused, Undelivered, unreached } from './errors';
import type { AcceptedItem, FeedbackAnswer, FeedbackItem, Problem } from './feedback-types';
import type { RetryPolicy } from './retry-delay';
import { withRetries, type Answered } from './with-retries';

/** The line that is sent of an item. */
export interface Line {
  line: string;
}

export interface Batch {
  lines: readonly Line[];
  /** The ids of items without an externalId derive from it, their place in the batch and what they hold. */
  key: string;
}

export interface PosterOptions {
  connection: Connection;
  source?: string | undefined;
  policy: RetryPolicy;
  /** Aborted, it ends every attempt and every wait: what has no outcome by then is undelivered. */
  signal?: AbortSignal | undefined;
}

/** What became of one item. */
export type ItemOutcome = { accepted: AcceptedItem } | { failed: ItemRefused | Undelivered };

/** Posts a batch with retries; one outcome for each item, in order. Never rejects. */
export type PostBatch = (batch: Batch) => Promise<ItemOutcome[]>;

interface TextAnswer extends Answered {
  text: string;
}

/**
 * At least once: every attempt carries the same lines in the same order under the same key, from which the service derives
 * the same ids. Only a batch of which nothing was taken (413) is cut in two, each half under a key of its own.
 */
export function batchPoster({ connection, source, policy, signal }: PosterOptions): PostBatch {
  const send = fetchOf(connection);
  const address = `${addressOf(connection)}/v1/feedback${source ? `?source=${encodeURIComponent(source)}` : ''}`;
  // An address or a key that cannot be one is said here, not as a service that cannot be reached.
  const headers = { authorization: authorizationOf(connection), 'content-type': 'application/x-ndjson' };
  const request = new Request(address, { method: 'POST', headers, redirect: 'manual' });
  const attempt = async ({ lines, key }: Batch, ended: AbortSignal): Promise<TextAnswer> => {
    const body = lines.map(({ line }) => `${line}\n`).join('');
    const keyed = { ...headers, 'idempotency-key': key };
    const response = await send(new Request(request, { body, headers: keyed, signal: ended }));
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const post: PostBatch = async (batch) => {
    const answer = await withRetries((ended) => attempt(batch, ended), policy, signal).catch(unreached);
    if (answer instanceof Error) return allUndelivered(batch, { message: answer.message, cause: answer.cause });
    return answer.status === 413 ? postSmaller(batch, post) : outcomesOf(batch, answer);
  };
  return post;
}

async function postSmaller({ lines, key }: Batch, post: PostBatch): Promise<ItemOutcome[]> {
  if (lines.length === 1) return [{ failed: new ItemRefused('too-large', 'is larger than the service takes at once') }];
  const half = Math.ceil(lines.length / 2);
  const first = await post({ lines: lines.slice(0, half), key: `${key}.1` });
  return [...first, ...(await post({ lines: lines.slice(half), key: `${key}.2` }))];
}

function outcomesOf(batch: Batch, { status, text }: TextAnswer): ItemOutcome[] {
  const body = parsed(text);
  const judged = status === 202 || (status === 422 && 'refused' in body) ? (body as unknown as FeedbackAnswer) : null;
  if (!judged) {
    const { title, detail } = body as Partial<Problem>;
    const message = [`the service answered ${status}`, title, detail].filter(Boolean).join(': ');
    return allUndelivered(batch, { message, status, problem: 'type' in body ? (body as Problem) : undefined });
  }
  const outcomes = allUndelivered(batch, { message: `the service's answer does not name this item`, status });
  for (const { index, feedbackId, repeatable } of judged.accepted ?? [])
    outcomes[index] = { accepted: { feedbackId, repeatable } };
  for (const { index, reason, detail } of judged.refused ?? [])
    outcomes[index] = { failed: new ItemRefused(reason, detail) };
  return outcomes.slice(0, batch.lines.length);
}

/** With the items as they were sent, whatever has become of the caller's own: only the same words under a key count once. */
function allUndelivered({ lines, key }: Batch, why: ConstructorParameters<typeof Undelivered>[1]): ItemOutcome[] {
  const batch = { items: lines.map(({ line }) => JSON.parse(line) as FeedbackItem), idempotencyKey: key };
  return lines.map(() => ({ failed: new Undelivered(batch, why) }));
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
