import { setTimeout as sleep } from 'node:timers/promises';
import { CHANNELS } from '@hearback/contracts';
import { z } from 'zod';
import { askService } from './io/ask-service';
import type { ServicesEnv } from './services-env';

export interface RefusedFilter {
  from?: string | undefined;
  to?: string | undefined;
  sourceId?: string | undefined;
  reason?: string | undefined;
  format?: string | undefined;
}

const refusalSchema = z.object({
  refusedId: z.uuid(),
  sourceId: z.string(),
  channel: z.enum(CHANNELS),
  receivedAt: z.string(),
  format: z.string(),
  reasons: z.array(z.object({ path: z.string(), reason: z.string(), detail: z.string() })),
  truncated: z.boolean(),
  state: z.enum(['open', 'replayed', 'dismissed', 'superseded']),
  replayingSince: z.string().nullable(),
  closedAt: z.string().nullable(),
  feedbackIds: z.array(z.string()),
});
export type Refusal = z.output<typeof refusalSchema>;

const pageSchema = z.object({ items: z.array(refusalSchema), next: z.string().nullable() });
const shownSchema = refusalSchema.extend({
  original: z
    .object({ text: z.string().nullable(), encoding: z.string().nullish(), headers: z.record(z.string(), z.string()) })
    .nullable(),
  history: z.array(
    z.object({
      at: z.string(),
      kind: z.string(),
      by: z.object({ id: z.string(), name: z.string() }).nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type ShownRefusal = z.output<typeof shownSchema>;
const requestedSchema = z.object({
  replayId: z.uuid(),
  requested: z.int(),
  skipped: z.array(z.object({ refusedId: z.string(), why: z.string() })),
});

/** What became of a replay within the time that was waited. */
export interface Replayed {
  requested: number;
  skipped: { refusedId: string; why: string }[];
  replayed: number;
  refusedAgain: number;
  underWay: number;
}

const PAGE = 200;
const POLL_MS = 500;

/** What `hearback refused` asks of cases. */
export function refusedCommands(env: ServicesEnv) {
  const ask = askService({ url: env.urlOf('cases'), apiKey: env.apiKey });

  async function* pages(query: Record<string, string | undefined>): AsyncGenerator<Refusal[]> {
    for (let after: string | null | undefined; after !== null;) {
      const given = Object.entries({ ...query, limit: String(PAGE), after }).filter(([, value]) => value !== undefined);
      const path = `/v1/refused?${new URLSearchParams(given as [string, string][]).toString()}`;
      const page = pageSchema.parse(await ask({ method: 'GET', path }));
      yield page.items;
      after = page.next;
    }
  }

  const show = async (refusedId: string): Promise<ShownRefusal> =>
    shownSchema.parse(await ask({ method: 'GET', path: `/v1/refused/${encodeURIComponent(refusedId)}` }));

  const list = async (query: RefusedFilter & { state?: string | undefined }, limit: number): Promise<Refusal[]> => {
    const found: Refusal[] = [];
    for await (const items of pages({ ...query })) {
      found.push(...items);
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  };

  /** What is still open of those that were asked for; the others were read. */
  const stillOpen = async (asked: { ids: string[] } | RefusedFilter): Promise<Refusal[]> => {
    if ('ids' in asked) return (await Promise.all(asked.ids.map(show))).filter(({ state }) => state === 'open');
    const open: Refusal[] = [];
    for await (const items of pages({ ...asked, state: 'open' })) open.push(...items);
    return open;
  };

  const replay = async (asked: { ids: string[] } | RefusedFilter, waitSeconds: number): Promise<Replayed> => {
    const body = JSON.stringify(asked);
    const answer = requestedSchema.parse(await ask({ method: 'POST', path: '/v1/refused/replay', body }));
    const known = 'ids' in asked ? { ids: without(asked.ids, answer.skipped) } : asked;
    const until = Date.now() + waitSeconds * 1_000;
    for (;;) {
      const open = (await stillOpen(known)).filter(({ truncated }) => !truncated);
      const underWay = open.filter(({ replayingSince }) => replayingSince !== null).length;
      const refusedAgain = open.length - underWay;
      const replayed = Math.max(0, answer.requested - open.length);
      if (underWay === 0 || Date.now() > until) return { ...answer, replayed, refusedAgain, underWay };
      await sleep(POLL_MS);
    }
  };

  const dismiss = async (refusedId: string, reason: string): Promise<void> => {
    const path = `/v1/refused/${encodeURIComponent(refusedId)}/dismiss`;
    await ask({ method: 'POST', path, body: JSON.stringify({ reason }) });
  };

  return { list, show, replay, dismiss };
}

function without(ids: readonly string[], skipped: readonly { refusedId: string }[]): string[] {
  const left = new Set(ids.map((id) => id.toLowerCase()));
  for (const { refusedId } of skipped) left.delete(refusedId);
  return [...left];
}
