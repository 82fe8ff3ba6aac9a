import { benchText, chance } from './texts';

export interface PacedLoad {
  /** When each accepted feedbackId was posted, epoch milliseconds. */
  postedAt: Map<string, number>;
  /** Posts that were not answered 202, by status; 0 for those that got no answer at all. */
  failed: Map<number, number>;
  seconds: number;
}

export interface PacedOptions {
  url: string;
  apiKey: string;
  eventsPerSecond: number;
  seconds: number;
  perPost: number;
  seed: number;
}

/**
 * An open loop: posts leave at their planned time whether or not earlier ones were answered, so a slow system cannot hide
 * its delay by being asked less. Each item has an externalId of its own.
 */
export async function pacedLoad(options: PacedOptions): Promise<PacedLoad> {
  const next = chance(options.seed);
  const load: PacedLoad = { postedAt: new Map(), failed: new Map(), seconds: options.seconds };
  const posts = Math.ceil((options.eventsPerSecond * options.seconds) / options.perPost);
  const everyMs = (1_000 * options.perPost) / options.eventsPerSecond;
  const startedAt = Date.now();
  const underWay: Promise<void>[] = [];
  for (let i = 0; i < posts; i += 1) {
    const wait = startedAt + i * everyMs - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const items = Array.from({ length: options.perPost }, (_, j) => ({
      text: benchText(next),
      externalId: `bench-${options.seed}-${i}-${j}`,
    }));
    underWay.push(post(options, items, load));
  }
  await Promise.all(underWay);
  load.seconds = (Date.now() - startedAt) / 1_000;
  return load;
}

async function post(options: PacedOptions, items: unknown[], load: PacedLoad): Promise<void> {
  const at = Date.now();
  const answer = await fetch(`${options.url}/v1/feedback`, {
    method: 'POST',
    headers: { authorization: `Bearer ${options.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(items),
  }).catch(() => null);
  if (answer?.status !== 202) {
    const status = answer?.status ?? 0;
    load.failed.set(status, (load.failed.get(status) ?? 0) + 1);
    await answer?.arrayBuffer();
    return;
  }
  const { accepted } = (await answer.json()) as { accepted: { feedbackId: string }[] };
  for (const { feedbackId } of accepted) load.postedAt.set(feedbackId, at);
}
