import { setTimeout as sleep } from 'node:timers/promises';
import { labelsSchema, problemSchema, type Channel, type Labels } from '@hearback/contracts';
import { z } from 'zod';

/** As POST /v1/classify takes it. */
export interface ClassifyItem {
  text: string;
  title?: string | undefined;
  channel?: Channel | undefined;
  rating?: { stars: number } | undefined;
}

/** The work cannot go on; the message says to the person at the terminal why, and what may help. */
export class CannotGoOn extends Error {
  override readonly name = 'CannotGoOn';
}

export interface ClassifierAddress {
  /** Without `/v1/classify`. */
  url: string;
  apiKey: string;
  wait?: (ms: number) => Promise<unknown>;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const ATTEMPTS = 8;
const ANSWER_WITHIN_MS = 120_000;
const COMES_BACK = [429, 502, 503, 504];

/**
 * Asks the running classifier for the labels of some texts, in order. When it is busy, restarting or out of reach it is
 * asked again, for about a minute.
 * @throws CannotGoOn when it stays away, refuses, or answers what was not asked
 */
export function askClassifier({ url, apiKey, wait = sleep }: ClassifierAddress) {
  const address = `${url.replace(/\/+$/, '')}/v1/classify`;
  const send = (body: string) =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  return async (items: readonly ClassifyItem[]): Promise<Labels[]> => {
    const body = JSON.stringify({ items });
    for (let attempt = 1; ; attempt++) {
      const answer = await send(body).then(readAnswer, (error: unknown) => again(reasonOf(error)));
      if (answer.kind === 'labels') return checked(answer.labels, items.length, address);
      if (answer.kind === 'refused') throw new CannotGoOn(`${address} refused the texts: ${answer.reason}`);
      if (attempt === ATTEMPTS)
        throw new CannotGoOn(`${address} did not answer after ${ATTEMPTS} attempts: ${answer.reason}`);
      const backoff = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
      await wait(Math.min(Math.max(backoff, answer.afterMs), LONGEST_WAIT_MS));
    }
  };
}

type Answer =
  | { kind: 'labels'; labels: Labels[] }
  | { kind: 'refused'; reason: string }
  | { kind: 'again'; reason: string; afterMs: number };

const again = (reason: string, afterMs = 0): Answer => ({ kind: 'again', reason, afterMs });
const answerSchema = z.object({ items: z.array(labelsSchema) });

async function readAnswer(response: Response): Promise<Answer> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const { success, data } = answerSchema.safeParse(body);
    return success ? { kind: 'labels', labels: data.items } : { kind: 'refused', reason: 'the answer has no labels' };
  }
  const reason = `${response.status} ${problemSchema.safeParse(body).data?.title ?? response.statusText}`.trim();
  if (!COMES_BACK.includes(response.status)) return { kind: 'refused', reason };
  return again(reason, (Number(response.headers.get('retry-after')) || 0) * 1_000);
}

function checked(labels: Labels[], asked: number, address: string): Labels[] {
  if (labels.length === asked) return labels;
  throw new CannotGoOn(`${address} gave ${labels.length} answers for ${asked} texts`);
}

// `fetch failed` says nothing; its cause does, and one of several attempts has a code only.
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { message?: string; code?: string } };
  return cause?.message || cause?.code || message;
}
