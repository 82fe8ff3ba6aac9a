import { setTimeout as wait } from 'node:timers/promises';

export interface FollowEndsOptions {
  feedbackIds: Iterable<string>;
  /** Base address of the cases service. */
  casesUrl: string;
  apiKey: string;
  withinMs: number;
}

const AT_ONCE = 16;

/** Asks for each feedback until it has its end (rule 2). Returns end -> how many; `unsettled` counts those without one. */
export async function followEnds(options: FollowEndsOptions): Promise<Record<string, number>> {
  const open = new Set(options.feedbackIds);
  const ends: Record<string, number> = {};
  const until = Date.now() + options.withinMs;
  while (open.size > 0 && Date.now() < until) {
    const queue = [...open];
    let settled = 0;
    const work = async () => {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        const end = await endOf(id, options);
        if (end === null) continue;
        open.delete(id);
        settled += 1;
        ends[end] = (ends[end] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (open.size > 0 && settled === 0) await wait(500);
  }
  return open.size > 0 ? { ...ends, unsettled: open.size } : ends;
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
    // The service may be starting again; the next round asks once more.
    return null;
  }
}
