import type { ListWalk } from '@hearback/channel';
import { z } from 'zod';
import { jotform } from '../formats/jotform';
import { answerPoller, type Ask, type ListedPage } from './answer-list';

const PAGE = 100;
const HOUR_MS = 3_600_000;

/**
 * Jotform's list of a form's submissions, the latest first. Its times are in the zone of the account, which nothing says:
 * asked from the earliest moment that could be meant. Setting `formId`, several separated by commas; credential `apiKey`, with which pushes are
 * read from Jotform's own copy too.
 */
export const jotformPoller = answerPoller({
  format: jotform,
  baseUrl: jotform.baseUrl!,
  firstStep: '0',
  overlapMs: 2 * HOUR_MS,
  formSetting: 'formId',
  formOf: ({ settings: { formId = '' }, credentials: { apiKey } }) => {
    if (!/^\d{1,30}$/.test(formId)) return 'the setting formId is missing or none';
    if (!apiKey) return 'the credential apiKey is missing';
    return { headers: { apikey: apiKey }, page: (walk, ask) => pageOf(formId, walk, ask) };
  },
});

const listSchema = z.looseObject({
  content: z.array(z.looseObject({ status: z.string().nullish(), created_at: z.string().nullish() })),
});

async function pageOf(formId: string, { since, step }: ListWalk, ask: Ask): Promise<ListedPage> {
  const filter = JSON.stringify({ 'created_at:gt': earliestWallClock(since) });
  const query = new URLSearchParams({ filter, limit: String(PAGE), offset: step, orderby: 'created_at' });
  const { content } = await ask(`/form/${formId}/submissions?${query}`, listSchema);
  const answers = content
    .filter(({ status }) => status !== 'DELETED')
    .map((submission) => ({ payload: { content: submission }, ...givenAt(submission.created_at) }));
  return { answers, next: content.length < PAGE ? null : String(Number(step) + PAGE) };
}

/** What a clock showed at that moment where it is the earliest on earth (UTC-12). */
function earliestWallClock(moment: string): string {
  const clock = new Date(Date.parse(moment) - 12 * HOUR_MS).toISOString();
  return clock.slice(0, 19).replace('T', ' ');
}

// Read as in UTC+14: a gap that may be older than the source is not counted.
function givenAt(createdAt: string | null | undefined): { saidAt?: string } {
  const asUtc = Date.parse(`${(createdAt ?? '').replace(' ', 'T')}Z`);
  return Number.isNaN(asUtc) ? {} : { saidAt: new Date(asUtc - 14 * HOUR_MS).toISOString() };
}
