import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CannotGoOn } from './io/ask-classifier';
import { addressOf, type SendOptions, type Sent } from './send';
import type { ServicesEnv } from './services-env';

const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.tsv': 'text/csv',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const FIRST_WAIT_MS = 1_000;
const ATTEMPTS = 8;

const newsSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('started') }),
  z.looseObject({ kind: z.enum(['progress', 'report']), accepted: z.int(), refused: z.int() }),
  z.looseObject({
    kind: z.literal('refused'),
    row: z.int(),
    faults: z.array(z.looseObject({ column: z.string().optional(), reason: z.string(), detail: z.string() })),
  }),
  z.looseObject({ kind: z.literal('failed'), detail: z.string(), sendAgain: z.boolean() }),
]);
type News = z.output<typeof newsSchema>;

/** Whether a file can only be sent whole. */
export function isWorkbook(file: string): boolean {
  return extname(file).toLowerCase() === '.xlsx';
}

/**
 * Sends a table (CSV, XLSX) whole, to be read by its source's mapping. A service that goes away half-way gets it again,
 * because the same file changes nothing when it is sent twice; refused rows are told of once.
 */
export async function sendFile(env: ServicesEnv, file: string, options: Omit<SendOptions, 'key'>): Promise<Sent> {
  const type = TYPES[extname(file).toLowerCase()];
  if (!type) throw new CannotGoOn(`${file}: expected a file .csv, .tsv or .xlsx`);
  // Says as a failure to open that there is no such file; a blob would say that it is none.
  await (await open(file)).close();
  const url = `${await addressOf(env, options.source)}/v1/files?source=${encodeURIComponent(options.source)}`;
  const body = await openAsBlob(file, { type });
  const told = new Set<number>();
  const once: SendOptions['refused'] = async (row) => {
    if (!told.has(row.row)) await options.refused(row);
    told.add(row.row);
  };
  for (let attempt = 1; ; attempt++) {
    const request = { method: 'POST', body, headers: { authorization: `Bearer ${env.apiKey}` } };
    const outcome = await sendOnce(() => fetch(url, request), { ...options, refused: once }).catch(
      (error: unknown): Outcome => {
        if (error instanceof CannotGoOn) throw error;
        return { again: (error as Error).message };
      },
    );
    if ('sent' in outcome) return outcome.sent;
    if (attempt === ATTEMPTS)
      throw new CannotGoOn(`${url} did not take it after ${ATTEMPTS} attempts: ${outcome.again}`);
    await sleep(FIRST_WAIT_MS * attempt);
  }
}

type Outcome = { sent: Sent } | { again: string };

async function sendOnce(send: () => Promise<Response>, options: Omit<SendOptions, 'key'>): Promise<Outcome> {
  const response = await send();
  if (!response.ok) return refusedAsAWhole(response);
  for await (const news of newsOf(response)) {
    if (news.kind === 'failed' && !news.sendAgain) throw new CannotGoOn(news.detail);
    if (news.kind === 'failed') return { again: news.detail };
    if (news.kind === 'refused') await options.refused(rowOf(news));
    if (news.kind === 'progress' || news.kind === 'report') options.progress(news);
    if (news.kind === 'report') return { sent: { accepted: news.accepted, refused: news.refused } };
  }
  return { again: 'the report broke off' };
}

async function refusedAsAWhole(response: Response): Promise<Outcome> {
  const { status } = response;
  const { title = response.statusText, detail } = (await response.json().catch(() => ({}))) as Record<string, string>;
  const why = `${status} ${[title, detail].filter(Boolean).join('. ')}`;
  if (status < 502) throw new CannotGoOn(`${response.url} answered ${why}`);
  return { again: why };
}

function rowOf({ row, faults }: Extract<News, { kind: 'refused' }>) {
  const detail = faults.map(({ column, detail: why }) => (column ? `${column}: ${why}` : why)).join('; ');
  return { row, reason: faults[0]?.reason ?? '', detail };
}

async function* newsOf(response: Response): AsyncGenerator<News> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield newsSchema.parse(JSON.parse(line));
  }
}
