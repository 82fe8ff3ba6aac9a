import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Relation } from '@hearback/contracts';
import type { Redis } from '@hearback/redis';
import { RELATION_RULES } from '../domain/relation-rules';
import type { TextQuery } from '../domain/text-query';
import { queriesBytes, queriesJson, type WindowCall } from './window-query';

export interface WindowOptions {
  redis: Redis;
  /** In front of every key, the service's own `dedup:` included. */
  prefix: string;
  /** How long a text is remembered, in ms. */
  windowMs: number;
}

/** A decision as it was published, to be put back. `publishedAt` in ms decides when it leaves the window. */
export interface PublishedDecision {
  query: TextQuery;
  relation: Relation;
  publishedAt: number;
}

/** Decisions of one batch, all taken under one epoch. */
export interface Decisions {
  epoch: string;
  relations: Relation[];
}

/** The texts of the last days in Redis. Every method rejects when Redis is away; nothing is guessed. */
export interface RedisWindow {
  /**
   * Decides the texts in their order and remembers the decisions; a second run answers the same. One round trip. null:
   * the window has been emptied, before or during the run; what was decided then is void and must not be published.
   */
  decide(queries: readonly TextQuery[], now: number): Promise<Decisions | null>;
  /** Puts published decisions back as they are; those that are known already stay untouched. */
  insert(decisions: readonly PublishedDecision[], now: number): Promise<void>;
  /** The epoch marker, null when the window has been emptied. */
  epoch(): Promise<string | null>;
  /** Sets the marker unless another process was first, and notes the server process it holds for. */
  begin(epoch: string, runId: string): Promise<void>;
  /** The server process that the window was last known whole on, and the one that answers now. */
  runIds(): Promise<{ known: string | null; now: string }>;
}

/** Thresholds are part of the script: reading them anew with each text would cost more than the rest of its input. */
const SOURCE = readFileSync(join(__dirname, 'window.lua'), 'utf8').replace(
  /\bRULES\b(?=, tonumber)/,
  luaTable(RELATION_RULES),
);
const SHA = createHash('sha1').update(SOURCE).digest('hex');

/** Texts decided by one run of the script: others wait for Redis meanwhile, some 6 ms when a million are known. */
const TEXTS_PER_RUN = 16;

/** What a measured cost depends on: the script's commands, rules included and comments left out, and the texts of one run. */
export const WINDOW_SCRIPT = { commands: SOURCE.replace(/^\s*--.*$/gm, ''), textsPerRun: TEXTS_PER_RUN };

export function redisWindow(options: WindowOptions): RedisWindow {
  const { redis, prefix, windowMs } = options;
  return {
    decide: async (queries, now) => {
      const expires = now + windowMs;
      const answers = await runScript(
        options,
        queries.map((query) => ({ query, expires })),
      );
      const [epoch] = answers[0] ?? [''];
      if (!epoch || answers.some(([other]) => other !== epoch)) return null;
      // The schema is checked where the relation is published.
      return {
        epoch,
        relations: answers.flatMap(([, ...relations]) => relations.map((json) => JSON.parse(json) as Relation)),
      };
    },
    insert: async (decisions, now) => {
      const fresh = decisions.filter(({ publishedAt }) => publishedAt + windowMs > now);
      const calls = fresh.map(({ query, relation, publishedAt }) => ({
        query,
        expires: publishedAt + windowMs,
        published: JSON.stringify(relation),
      }));
      if (calls.length > 0) await runScript(options, calls);
    },
    epoch: () => redis.get(`${prefix}epoch`),
    begin: async (epoch, runId) => {
      await redis.set(`${prefix}epoch`, epoch, 'NX');
      await redis.set(`${prefix}run`, runId);
    },
    runIds: async () => ({
      known: await redis.get(`${prefix}run`),
      now: /run_id:(\S+)/.exec(await redis.info('server'))?.[1] ?? '',
    }),
  };
}

async function runScript(
  { redis, prefix, windowMs }: WindowOptions,
  calls: readonly WindowCall[],
): Promise<[epoch: string, ...relations: string[]][]> {
  const send = async () => {
    const pipeline = redis.pipeline();
    for (let first = 0; first < calls.length; first += TEXTS_PER_RUN) {
      const some = calls.slice(first, first + TEXTS_PER_RUN);
      pipeline.evalsha(SHA, 1, `${prefix}epoch`, prefix, windowMs, queriesJson(some), queriesBytes(some));
    }
    return (await pipeline.exec()) ?? [];
  };
  let results = await send();
  // A restarted Redis has forgotten the script. Scripts that did run are run again: they are idempotent.
  if (results.some(([error]) => error?.message.startsWith('NOSCRIPT'))) {
    await redis.script('LOAD', SOURCE);
    results = await send();
  }
  return results.map(([error, answer]) => {
    if (error) throw error;
    return answer as [string, ...string[]];
  });
}

function luaTable(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(luaTable).join(', ')}}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${name} = ${luaTable(field)}`);
  return `{${fields.join(', ')}}`;
}
