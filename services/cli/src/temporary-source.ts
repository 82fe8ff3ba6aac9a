import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { KitFormat } from './domain/conformance/kit';
import { CannotGoOn } from './io/ask-classifier';
import { askService } from './io/ask-service';
import { callHook } from './io/call-hook';
import type { Target } from './run-checks';
import { SERVICE_OF_CHANNEL, type ServicesEnv } from './services-env';

// Enough for the whole kit; what the rate limit does is another test's.
const RATE = { itemsPerSecond: 10_000, burst: 20_000 };
const KNOWN_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

const madeSchema = z.object({ sourceId: z.string(), secret: z.string().optional() });

/**
 * Makes a source for a format, does something with it, and removes it, whatever happened. What it took stays, as it does of
 * every source.
 * @throws CannotGoOn when the directory refuses, or the source does not become known
 */
export async function withTemporarySource<T>(
  env: ServicesEnv,
  format: KitFormat,
  use: (target: Target) => Promise<T>,
): Promise<T> {
  const ask = askService({ url: env.urlOf('directory'), apiKey: env.apiKey });
  const run = randomBytes(5).toString('hex');
  const post = (path: string, body: object) =>
    ask({
      method: 'POST',
      path,
      body: JSON.stringify(body),
      headers: { 'idempotency-key': `conformance-${run}-${path}` },
    });
  const { channel, source } = format;
  const made = madeSchema.parse(
    await post('/v1/sources', {
      sourceId: `conformance-${format.format}-${run}`.slice(0, 63),
      name: `Conformance of ${format.format}`,
      format: format.format,
      channel,
      rate: RATE,
      ...source,
    }),
  );
  const { sourceId, secret = env.apiKey } = made;
  try {
    const hook = new URL(`${env.urlOf(SERVICE_OF_CHANNEL[channel])}/v1/hooks/${sourceId}`);
    await known(hook);
    return await use({ hook, secret, key: env.apiKey });
  } finally {
    await post(`/v1/sources/${sourceId}/remove`, {});
  }
}

/** Sources reach the channel services by Kafka, within 2 s; a GET changes nothing there. */
async function known(hook: URL): Promise<void> {
  const until = Date.now() + KNOWN_WITHIN_MS;
  for (;;) {
    const { status, body } = await callHook({ method: 'GET', url: hook, headers: {}, body: Buffer.alloc(0) });
    if (![0, 404, 503].includes(status)) return;
    if (Date.now() > until)
      throw new CannotGoOn(`${hook.href} is not known after ${KNOWN_WITHIN_MS / 1_000} s: ${status} ${body}`);
    await sleep(LOOK_EVERY_MS);
  }
}
