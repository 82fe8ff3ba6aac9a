import type { ListWalk } from '@hearback/channel';
import { z } from 'zod';
import { surveymonkey } from '../formats/surveymonkey';
import { answerPoller, type Ask, type ListedPage } from './answer-list';

const PAGE = 100;

/**
 * SurveyMonkey's list of completed responses with their answers, the latest change first. Setting `surveyId`, several separated by commas; credential
 * `token`, by which pushes are asked for too.
 */
export const surveymonkeyPoller = answerPoller({
  format: surveymonkey,
  baseUrl: surveymonkey.baseUrl!,
  firstStep: '1',
  overlapMs: 2 * 3_600_000,
  formSetting: 'surveyId',
  formOf: ({ settings: { surveyId = '' }, credentials: { token } }) => {
    if (!/^\d{1,30}$/.test(surveyId)) return 'the setting surveyId is missing or none';
    if (!token) return 'the credential token is missing';
    return { headers: { authorization: `Bearer ${token}` }, page: (walk, ask) => pageOf(surveyId, walk, ask) };
  },
});

const listSchema = z.looseObject({
  data: z.array(z.looseObject({})),
  links: z.looseObject({ next: z.string().nullish() }).nullish(),
});

async function pageOf(surveyId: string, { since, step }: ListWalk, ask: Ask): Promise<ListedPage> {
  const query = new URLSearchParams({
    start_modified_at: since.slice(0, 19),
    status: 'completed',
    simple: 'true',
    sort_by: 'date_modified',
    // What changes meanwhile comes to the front: pages then overlap, and nothing slips between them.
    sort_order: 'DESC',
    per_page: String(PAGE),
    page: step,
  });
  const { data, links } = await ask(`/v3/surveys/${surveyId}/responses/bulk?${query}`, listSchema);
  // The vendor's own next address is not called: the token would go wherever it points.
  const more = data.length > 0 && Boolean(links?.next);
  return { answers: data.map((payload) => ({ payload })), next: more ? String(Number(step) + 1) : null };
}
