import type { ListWalk } from '@hearback/channel';
import { z } from 'zod';
import { formbricks } from '../formats/formbricks';
import { answerPoller, type Ask, type ListedPage } from './answer-list';

const PAGE = 100;

/**
 * Formbricks' list of a survey's responses, the latest begun first; the list cannot be asked for a time, so its pages are
 * read until they are older than the round. Setting `surveyId`, several separated by commas; credential `apiKey`.
 */
export const formbricksPoller = answerPoller({
  format: formbricks,
  baseUrl: 'https://app.formbricks.com',
  firstStep: '0',
  // By when it was begun; people finish later.
  overlapMs: 24 * 3_600_000,
  formSetting: 'surveyId',
  formOf: ({ settings: { surveyId = '' }, credentials: { apiKey } }) => {
    if (!/^\w{1,64}$/.test(surveyId)) return 'the setting surveyId is missing or none';
    if (!apiKey) return 'the credential apiKey is missing';
    return { headers: { 'x-api-key': apiKey }, page: (walk, ask) => pageOf(surveyId, walk, ask) };
  },
});

const listSchema = z.looseObject({
  data: z.array(z.looseObject({ createdAt: z.string().optional(), finished: z.boolean().optional() })),
});

async function pageOf(surveyId: string, { since, step }: ListWalk, ask: Ask): Promise<ListedPage> {
  const query = new URLSearchParams({ surveyId, limit: String(PAGE), skip: step });
  const { data } = await ask(`/api/v1/management/responses?${query}`, listSchema);
  const sinceMs = Date.parse(since);
  const fresh = data.filter(({ createdAt }) => !(Date.parse(createdAt ?? '') < sinceMs));
  const answers = fresh
    .filter(({ finished }) => finished === true)
    .map((response) => ({ payload: { event: 'responseFinished', data: response } }));
  const ended = data.length < PAGE || fresh.length < data.length;
  return { answers, next: ended ? null : String(Number(step) + PAGE) };
}
