import type { Lister } from './post-lists';

interface Mention {
  seq: number;
  published: string;
  addedAt: string;
}

/** A topic's list as YouScan gives it: what is above a number, or was saved after a moment, of the zone beside it. */
export function youscanMentions(topicId: number, mentions: readonly Mention[]): Lister {
  return (url, shown) => {
    if (url.pathname !== `/api/external/topics/${topicId}/mentions`) return null;
    const { from, addedFrom, sinceSeq = '0', timeZone, orderBy, size = '10' } = Object.fromEntries(url.searchParams);
    if (timeZone !== 'UTC' || orderBy !== 'seqAsc') return null;
    const after = (said: string | undefined, at: string) =>
      said === undefined || Date.parse(`${said}Z`) <= Date.parse(at);
    const found = (shown ? mentions : [])
      .filter(({ published, addedAt }) => after(from, published) && after(addedFrom, addedAt))
      .filter(({ seq }) => seq > Number(sinceSeq));
    return { total: found.length, lastSeq: 99_999, mentions: found.slice(0, Number(size)) };
  };
}

/** What Meltwater was asked for, while its list showed what was said. */
export interface MeltwaterQuestion {
  start: string;
  page: number;
}

/** A saved search as Meltwater answers it: between two moments of the zone beside them, by pages, with how many there are. */
export function meltwaterSearch(
  searchId: number,
  documents: readonly { published_date: string }[],
  questions: MeltwaterQuestion[],
): Lister {
  return (url, shown, question) => {
    if (url.pathname !== `/v3/search/${searchId}`) return null;
    const { start, end, tz, page, page_size: size, template, sort_by: by, sort_order: order } = JSON.parse(question);
    if (tz !== 'UTC' || template.name !== 'api.json' || by !== 'date' || order !== 'asc') return null;
    if (shown) questions.push({ page, start });
    const found = (shown ? documents : []).filter(({ published_date: at }) => at >= start && at <= `${end}Z`);
    const result = { document_count: found.length, documents: found.slice((page - 1) * size, page * size) };
    return { tz, start, end, page, page_size: size, search_id: searchId, result };
  };
}
