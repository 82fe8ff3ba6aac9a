import { isPassing, retryAfterMs, retryDelay, type RetryPolicy } from './retry-delay';
import { LONGEST_TIMER_MS } from './settings';

/** What of an answer decides whether to try again. */
export interface Answered {
  status: number;
  headers: Pick<Headers, 'get'>;
}

/**
 * Tries until an answer is not a passing one, or the policy's deadline is near: then the last answer is the result, or the
 * last fault of the network is thrown. What is tried must bear being done twice, because an attempt without an answer may
 * have been one with an effect.
 * @throws the signal's reason as soon as it is aborted
 */
export async function withRetries<A extends Answered>(
  attempt: (signal: AbortSignal) => Promise<A>,
  policy: RetryPolicy,
  signal?: AbortSignal | null,
): Promise<A> {
  const deadline = Date.now() + policy.deadlineMs;
  for (let attempts = 1; ; attempts++) {
    const outcome = await outcomeOf(attempt, policy, signal);
    const answer = 'answer' in outcome ? outcome.answer : null;
    if (answer && !isPassing(answer.status)) return answer;
    const asked = answer ? retryAfterMs(answer.headers.get('retry-after'), new Date()) : 0;
    const delay = retryDelay({ attempts, retryAfterMs: asked }, policy, Math.random());
    if (Date.now() + delay > deadline) {
      if (answer) return answer;
      throw (outcome as { fault: unknown }).fault;
    }
    await wait(delay, signal);
  }
}

type Outcome<A> = { answer: A } | { fault: unknown };

async function outcomeOf<A>(
  attempt: (signal: AbortSignal) => Promise<A>,
  { attemptMs }: RetryPolicy,
  signal: AbortSignal | null | undefined,
): Promise<Outcome<A>> {
  signal?.throwIfAborted();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer within ${attemptMs} ms`)), attemptMs);
  try {
    return { answer: await attempt(signal ? AbortSignal.any([signal, late.signal]) : late.signal) };
  } catch (fault) {
    signal?.throwIfAborted();
    return { fault };
  } finally {
    // What is still read of the answer afterwards, such as a stream without end, may take its time.
    clearTimeout(timer);
  }
}

function wait(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    // Who listens to a signal that was aborted before hears nothing more.
    if (signal?.aborted) return reject(signal.reason as Error);
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(ms, LONGEST_TIMER_MS),
    );
    signal?.addEventListener('abort', stop, { once: true });
  });
}
