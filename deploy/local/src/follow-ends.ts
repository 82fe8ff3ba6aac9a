import { setTimeout as wait } from 'node:timers/promises';

export interface FollowEndsOptions {
  feedbackIds: Iterable<string>;
  /** Base address of the cases service. */
  casesUrl: string;
  apiKey: string;
  withinMs: number;
}

const AT_ONCE = 8;
const ASK_AGAIN_MS = 250;
// A feedback that takes longer makes room for the others and is asked about again at the end.
const PATIENCE_MS = 5_000;

/** Asks for each feedback until it has its end (rule 2). Returns end -> how many; `unsettled` counts those without one. */
export async function followEnds(options: FollowEndsOptions): Promise<Record<string, number>> {
  const open = [...options.feedbackIds];
  const ends: Record<string, number> = {};
  const until = Date.now() + options.withinMs;
  const work = async () => {
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      const end = await patientEndOf(id, options);
      if (end === null && Date.now() < until) open.push(id);
      else ends[end ?? 'unsettled'] = (ends[end ?? 'unsettled'] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return ends;
}

// One question at a time and worker: a pipeline that is catching up must not also answer thousands of "not yet".
async function patientEndOf(feedbackId: string, options: FollowEndsOptions): Promise<string | null> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const end = await endOf(feedbackId, options);
    if (end !== null || Date.now() > until) return end;
    await wait(ASK_AGAIN_MS);
  }
}

async function endOf(feedbackId: string, { casesUrl, apiKey }: FollowEndsOptions): Promise<string | null> {
  try {
    const response = await fetch(`${casesUrl}/v1/feedback/${feedbackId}`, {
      headers: { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(10_000),
    });
    const body = (await response.json()) as { state?: string };
    return response.ok ? (body.state ?? null) : null;
  } catch {
    // The service may be starting again; it is asked once more.
    return null;
  }
}
