import { setTimeout as sleep } from 'node:timers/promises';
import { problemSchema } from '@hearback/contracts';
import { CannotGoOn } from './ask-classifier';

export interface ServiceAddress {
  url: string;
  apiKey: string;
  /** How often one that is away is asked; for about a minute unless given. */
  attempts?: number;
  wait?: (ms: number) => Promise<unknown>;
}

export interface Question {
  method: 'GET' | 'POST';
  path: string;
  /** As it is sent; its type is JSON unless `contentType` says otherwise. */
  body?: string;
  contentType?: string;
  headers?: Record<string, string>;
  /** Statuses beside 2xx whose answer is wanted. */
  also?: readonly number[];
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const ATTEMPTS = 8;
const ANSWER_WITHIN_MS = 60_000;
const COMES_BACK = [429, 502, 503, 504];

/**
 * Asks a running service. One that is busy, restarting or out of reach is asked again for about a minute, as late as its
 * Retry-After says; what is asked must bear being asked twice.
 * @throws CannotGoOn when it stays away, or refuses; the message says why, for a person at a terminal
 */
export function askService({ url, apiKey, attempts = ATTEMPTS, wait = sleep }: ServiceAddress) {
  const send = ({ method, path, body, contentType = 'application/json', headers = {} }: Question) =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': contentType }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  return async (question: Question): Promise<unknown> => {
    const address = `${url}${question.path}`;
    for (let attempt = 1; ; attempt++) {
      const answer = await send(question).then(
        (response) => readAnswer(response, question.also ?? []),
        (error: unknown): Answer => ({ kind: 'again', reason: reasonOf(error), afterMs: 0 }),
      );
      if (answer.kind === 'answer') return answer.body;
      if (answer.kind === 'refused') throw new CannotGoOn(`${address} answered ${answer.reason}`);
      if (attempt === attempts)
        throw new CannotGoOn(`${address} did not answer after ${attempts} attempts: ${answer.reason}`);
      const backoff = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
      await wait(Math.max(backoff, answer.afterMs));
    }
  };
}

type Answer =
  | { kind: 'answer'; body: unknown }
  | { kind: 'refused'; reason: string }
  | { kind: 'again'; reason: string; afterMs: number };

async function readAnswer(response: Response, also: readonly number[]): Promise<Answer> {
  const { status } = response;
  if (status === 204) return { kind: 'answer', body: null };
  const body: unknown = await response.json().catch(() => null);
  if (response.ok || also.includes(status))
    return body === null ? { kind: 'refused', reason: `${status} without JSON` } : { kind: 'answer', body };
  const problem = problemSchema.safeParse(body).data;
  const said = [problem?.title ?? response.statusText, problem?.detail, ...errorsOf(problem)].filter(Boolean);
  const reason = `${status} ${said.join('. ')}`;
  if (!COMES_BACK.includes(status)) return { kind: 'refused', reason };
  return { kind: 'again', reason, afterMs: (Number(response.headers.get('retry-after')) || 0) * 1_000 };
}

// Which fields are wrong, where the service says so.
function errorsOf(problem: Record<string, unknown> | undefined): string[] {
  const errors = Array.isArray(problem?.['errors']) ? (problem['errors'] as { field?: string; detail?: string }[]) : [];
  return errors.map(({ field, detail }) => `${field}: ${detail}`);
}

// `fetch failed` says nothing; its cause does, and one of several attempts has a code only.
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { message?: string; code?: string } };
  return cause?.message || cause?.code || message;
}
