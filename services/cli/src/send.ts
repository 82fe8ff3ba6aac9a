import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { CannotGoOn } from './io/ask-classifier';
import { askService, type Question } from './io/ask-service';
import { readItems, type FileItem } from './io/read-items';
import { SERVICE_OF_CHANNEL, type ServicesEnv } from './services-env';
import { readSources } from './sources';

export interface SendOptions {
  source: string;
  /** What names this file to the service; by default its contents do. */
  key?: string | undefined;
  /** Told after each request. */
  progress(sent: Sent): void;
  /** Told of each row that was refused. */
  refused(row: RefusedRow): Promise<void>;
}

export interface Sent {
  accepted: number;
  refused: number;
}

export interface RefusedRow {
  row: number;
  reason: string;
  detail: string;
}

const ITEMS = 100;
const BYTES = 3_500_000;
const answerSchema = z.object({
  accepted: z.array(z.object({ index: z.int(), feedbackId: z.uuid() })),
  refused: z.array(z.object({ index: z.int(), reason: z.string(), detail: z.string() })),
});

/**
 * Sends a file's items to a source, some at a time. Breaking off and sending the same file again gives the same
 * feedbackIds, by the items' `externalId` or else by the file's contents (or `key`) and the row.
 */
export async function send(env: ServicesEnv, file: string, options: SendOptions): Promise<Sent> {
  const key = options.key ?? (await hashOf(file));
  const ask = askService({ url: await addressOf(env, options.source), apiKey: env.apiKey });
  const sent: Sent = { accepted: 0, refused: 0 };
  for await (const batch of batchesOf(readItems(file))) {
    const answer = answerSchema.parse(await ask(questionOf(batch, { key, source: options.source })));
    sent.accepted += answer.accepted.length;
    sent.refused += answer.refused.length;
    for (const { index, reason, detail } of answer.refused)
      await options.refused({ row: batch[index]!.row, reason, detail });
    options.progress(sent);
  }
  return sent;
}

function questionOf(batch: readonly FileItem[], { key, source }: { key: string; source: string }): Question {
  return {
    method: 'POST',
    path: `/v1/feedback?source=${encodeURIComponent(source)}`,
    body: `${batch.map(({ line }) => line).join('\n')}\n`,
    contentType: 'application/x-ndjson',
    headers: { 'idempotency-key': `${key}-${batch[0]!.row}` },
    // All of it refused, item by item.
    also: [422],
  };
}

/** The address of the service that takes what comes from a source. */
export async function addressOf(env: ServicesEnv, sourceId: string): Promise<string> {
  const sources = await readSources(env);
  const source = sources.find((one) => one.sourceId === sourceId);
  if (source) return env.urlOf(SERVICE_OF_CHANNEL[source.channel]);
  const known = sources.map((one) => one.sourceId).join(', ');
  throw new CannotGoOn(`There is no source ${sourceId}. There are: ${known}`);
}

async function* batchesOf(items: AsyncIterable<FileItem>): AsyncGenerator<FileItem[]> {
  let batch: FileItem[] = [];
  let bytes = 0;
  for await (const item of items) {
    const size = Buffer.byteLength(item.line) + 1;
    if (batch.length === ITEMS || (batch.length > 0 && bytes + size > BYTES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

async function hashOf(file: string): Promise<string> {
  // Says at once, and as a failure to open, that there is no such file.
  await (await open(file)).close();
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex').slice(0, 32);
}
