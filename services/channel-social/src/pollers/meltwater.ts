import {
  afterListPage,
  readJsonPayload,
  vendorTrouble,
  walkList,
  type ListWalk,
  type Polled,
  type Poller,
  type VendorAccess,
  type VendorAnswer,
} from '@hearback/channel';
import { z } from 'zod';
import { meltwater, MELTWATER_WITHOUT_WORDS } from '../formats/meltwater';
import { lookBackOf } from './look-back';
import { readAnswer } from './read-answer';

/**
 * The documents that Meltwater's data stream left out, by the saved search that the stream is made of. Settings: `searchId`,
 * `companyId` (for keys of several companies), `lookBackMinutes` (60); credential: `apiKey`. Each round reads what was
 * published since shortly before the end of the last one, oldest first, the first time of a day.
 */
export const meltwaterPoller: Poller = {
  name: meltwater.name,
  baseUrl: 'https://api.meltwater.com',
  // Each document that is listed counts against the contract's documents of the month.
  account: ['searchId', 'companyId'],
  everySeconds: 3_600,
  onlyReconciles: true,
  poll: async ({ cursor, access, http, now }) => {
    const search = searchOf(access);
    if (typeof search === 'string') return { kind: 'failed', why: search };
    const walk = walkList(cursor, now, { step: placeWord({ page: 1 }), overlapMs: search.minutes * 60_000 });
    const answer = await http.request({
      method: 'POST',
      path: search.path,
      // In the header: addresses end up in logs.
      headers: { apikey: search.apiKey, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(questionOf(walk)),
    });
    return refusalOf(answer, access) ?? vendorTrouble(answer, now) ?? pageOf(answer, walk, access);
  },
};

interface Search {
  apiKey: string;
  path: string;
  minutes: number;
}

/** Or what is missing. */
function searchOf({ settings, credentials }: VendorAccess): Search | string {
  const { apiKey } = credentials;
  const { searchId = '', companyId = '' } = settings;
  if (!apiKey) return 'the credential apiKey is missing';
  if (!searchId) return 'the setting searchId is missing';
  if (!/^\d{1,19}$/.test(searchId)) return 'the setting searchId is no id of a saved search';
  const minutes = lookBackOf(settings, 'lookBackMinutes', 60);
  if (!minutes.ok) return minutes.why;
  const company = companyId ? `?${new URLSearchParams({ company_id: companyId }).toString()}` : '';
  return { apiKey, path: `/v3/search/${searchId}${company}`, minutes: minutes.count };
}

const PAGE = 100;
/** Meltwater gives no further page of one question. */
const PAGES = 10;

/** A page of the round's question, or of a later one that begins where Meltwater gave no further page. */
interface Place {
  page: number;
  start?: string | undefined;
}

function placeWord({ page, start }: Place): string {
  return start === undefined ? String(page) : `${page} ${start}`;
}

function placeOf({ step }: ListWalk): Place {
  const [page, start] = step.split(' ');
  return { page: Number(page), start };
}

function questionOf(walk: ListWalk): object {
  const { page, start } = placeOf(walk);
  return {
    // Both are read in the zone beside them.
    ...{ tz: 'UTC', start: start ?? inSeconds(walk.since), end: inSeconds(walk.until) },
    // The oldest first: what is said meanwhile shifts no page.
    ...{ sort_by: 'date', sort_order: 'asc', page, page_size: PAGE },
    // The template of the stream, without which the documents have other fields.
    template: { name: 'api.json' },
  };
}

function inSeconds(moment: string): string {
  return moment.slice(0, 19);
}

const pageSchema = z.looseObject({
  result: z.looseObject({ document_count: z.number().nullish(), documents: z.array(z.unknown()) }),
});
type Result = z.output<typeof pageSchema>['result'];

function pageOf(answer: VendorAnswer, walk: ListWalk, access: VendorAccess): Polled {
  const json = readJsonPayload(answer.body);
  const page = json.ok ? pageSchema.safeParse(json.value) : undefined;
  if (!page?.success) return { kind: 'failed', why: 'the answer is no page of documents' };
  const { result } = page.data;
  const body = Buffer.from(JSON.stringify({ documents: result.documents }));
  const read = readAnswer(meltwater, { ...answer, body }, access);
  if (!read.ok) return { kind: 'failed', why: read.why };
  const next = nextPlace(result, walk);
  if (next === 'unknown') return { kind: 'failed', why: 'the documents say no times by which the list could go on' };
  // Licences keep all words of some documents back: refused anew in each round, they would hide what people can mend.
  const items = read.items.filter(({ faults }) => !faults?.includes(MELTWATER_WITHOUT_WORDS));
  return { kind: 'page', items, replies: read.replies, ...afterListPage(walk, next && placeWord(next)) };
}

function nextPlace({ document_count: count, documents }: Result, walk: ListWalk): Place | null | 'unknown' {
  const { page, start } = placeOf(walk);
  const further = typeof count === 'number' ? page * PAGE < count : documents.length >= PAGE;
  if (!further || documents.length === 0) return null;
  if (page < PAGES) return { page: page + 1, start };
  const newestMs = Math.max(...documents.flatMap(publishedMs));
  if (!Number.isFinite(newestMs)) return 'unknown';
  const startMs = Date.parse(`${start ?? inSeconds(walk.since)}Z`);
  // Of a second with more documents than Meltwater gives the rest cannot be had.
  const nextMs = newestMs >= startMs + 1_000 ? newestMs : startMs + 1_000;
  return { page: 1, start: inSeconds(new Date(nextMs).toISOString()) };
}

const datedSchema = z.looseObject({ published_date: z.string() });

function publishedMs(document: unknown): number[] {
  const dated = datedSchema.safeParse(document);
  const ms = dated.success ? Date.parse(dated.data.published_date) : NaN;
  return Number.isNaN(ms) ? [] : [ms];
}

function refusalOf({ status }: VendorAnswer, { settings }: VendorAccess): Polled | undefined {
  if (status === 403) return { kind: 'failed', why: 'Meltwater refuses the key, or the contract allows no more (403)' };
  if (status !== 404) return undefined;
  return { kind: 'failed', why: `there is no saved search ${settings.searchId} that this key sees (404)` };
}
