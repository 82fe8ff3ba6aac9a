import { caseChanged, type CaseChanged, type CaseState } from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { eventually } from '@hearback/testing';
import { z } from 'zod';
import type { Harness } from './harness';

export interface Detail {
  version: number;
  state: CaseState;
  labels: Record<string, string>;
  timeline: { version: number; kind: string; by: { id: string } | null; data: Record<string, unknown> }[];
  [field: string]: unknown;
}
export interface Answer {
  status: number;
  body: unknown;
}

/** The token of another principal than the one that sends commands otherwise. */
export const SECOND = 'hbk_second';

/** A case as it is shown. */
export async function detail(h: Harness, caseId: string): Promise<Detail> {
  return (await h.get(`/v1/cases/${caseId}`)).body as Detail;
}

export interface Sent {
  caseId: string;
  name: string;
  body: object;
  token?: string;
}

let sent = 0;

/** Sends a command on the case's present version, twice when it is carried out, as one who got no answer would. */
export async function command(h: Harness, { caseId, name, body, token }: Sent): Promise<Answer> {
  const { version } = await detail(h, caseId);
  const key = `key-${++sent}`;
  const send = () => h.command(`/v1/cases/${caseId}/${name}`, { version, ...body }, key, token);
  const first = await send();
  if (first.status === 200) expect(await send()).toEqual(first);
  return first;
}

export const problem = ({ status, body }: Answer) => [status, (body as { type: string }).type];
export const answered = ({ body }: Answer) => body as Record<string, string>;

/** What an answer has that its description has not, or the other way round. */
export const departures = (schema: z.ZodObject, body: unknown) =>
  z.strictObject(schema.shape).safeParse(body).error?.issues ?? [];

/** All published changes by case, once each version of each case is among them, in order and without a gap. */
export async function publishedInFull(h: Harness): Promise<CaseChanged[]> {
  const { rows } = await h.pool.query('select case_id, version from case_record order by case_id');
  const expected = rows.flatMap((row) => Array.from({ length: row.version }, (_, n) => `${row.case_id}@${n + 1}`));
  return eventually(async () => {
    const events: CaseChanged[] = [];
    await readToEnd(h.connection, caseChanged.topic, ({ value }) => {
      events.push(caseChanged.schema.parse(JSON.parse(String(value))));
    });
    // Stable: the order of each case stays as it lies on Kafka.
    const byCase = [...events].sort((x, y) => (x.caseId < y.caseId ? -1 : x.caseId > y.caseId ? 1 : 0));
    expect(byCase.map((event) => `${event.caseId}@${event.caseVersion}`)).toEqual(expected);
    return byCase;
  });
}
