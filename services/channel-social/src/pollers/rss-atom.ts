import { type FormatItem, type FormatReply, type Poller, vendorTrouble } from '@hearback/channel';
import { hash } from 'node:crypto';
import { z } from 'zod';
import { rssAtom } from '../formats/rss-atom';
import { readAnswer } from './read-answer';

/**
 * A feed, asked for only when it has changed (ETag, Last-Modified). Settings: `path` of the feed below the source's base
 * address; credential: `token`, when the feed asks for one. What a feed does not list any more by the time it is asked cannot
 * be had: `everySeconds` must be shorter than an entry stays listed.
 */
export const rssAtomPoller: Poller = {
  name: rssAtom.name,
  // Every feed has an address of its own.
  baseUrl: 'https://feeds.invalid',
  everySeconds: 300,
  poll: async ({ cursor, access, http, now }) => {
    const state = stateOf(cursor);
    const { token } = access.credentials;
    const headers = {
      accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(state.etag ? { 'if-none-match': state.etag } : {}),
      ...(state.modified ? { 'if-modified-since': state.modified } : {}),
    };
    const answer = await http.request({ method: 'GET', path: access.settings.path ?? '', headers });
    if (answer.status === 304) return { kind: 'page', items: [], cursor: state, more: false };
    const trouble = vendorTrouble(answer, now);
    if (trouble) return trouble;
    if (answer.status >= 300)
      return { kind: 'failed', why: `the feed has moved (${answer.status}); enter its new address` };
    const read = readAnswer(rssAtom, answer, access);
    if (!read.ok) return { kind: 'failed', why: read.why };
    const items = read.items.map((item) => ({ item, mark: markOf(item) }));
    const replies = read.replies.map((reply) => ({ reply, mark: markOf(reply) }));
    const known = new Set(state.known);
    return {
      kind: 'page',
      items: items.filter(({ mark }) => !known.has(mark)).map(({ item }) => item),
      replies: replies.filter(({ mark }) => !known.has(mark)).map(({ reply }) => reply),
      cursor: nextState(answer.headers, [...items, ...replies]),
      more: false,
    };
  },
};

const stateSchema = z.object({
  etag: z.string().optional(),
  modified: z.string().optional(),
  /** What the feed listed the last time, words included: an entry that was edited is new again. */
  known: z.array(z.string()).default([]),
});
type State = z.output<typeof stateSchema>;

function stateOf(cursor: unknown): State {
  const state = stateSchema.safeParse(cursor ?? {});
  return state.success ? state.data : { known: [] };
}

function nextState(headers: Readonly<Record<string, string>>, listed: readonly { mark: string }[]): State {
  return {
    ...(headers.etag ? { etag: headers.etag } : {}),
    ...(headers['last-modified'] ? { modified: headers['last-modified'] } : {}),
    known: listed.map(({ mark }) => mark),
  };
}

function markOf({ value, original }: FormatItem & FormatReply): string {
  return hash('sha256', value === null && original ? original : JSON.stringify(value), 'base64url').slice(0, 16);
}
