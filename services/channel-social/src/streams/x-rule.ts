import {
  callRefusal,
  readJsonPayload,
  type StreamEnd,
  type StreamPreparation,
  type StreamRelease,
  type VendorAccess,
  type VendorAnswer,
  type VendorHttp,
} from '@hearback/channel';
import { z } from 'zod';
import { vendorId } from '../formats/vendor-fields';

const PATH = '/2/tweets/search/stream/rules';
const PAGE = 1_000;
const MOST_PAGES = 100;

/**
 * Keeps X's rules in step with the setting `rule`, before each connection: the source's own rule carries the source's id as
 * its tag, and of those with another tag none is ever removed. X knows each wording only once in an app, so a rule of the
 * same words that people made by hand serves as well. Without the setting nothing is asked or changed.
 *
 * The new rule is there before the old one goes, so nothing is missed between them, unless X has no room for both. After a
 * crash in between, the next connection finds two of its own and removes the old one.
 */
export async function keepXRule({ sourceId, access, http, now }: StreamPreparation): Promise<StreamEnd | undefined> {
  const rule = { value: ruleOf(access), tag: sourceId };
  if (rule.value === '') return undefined;
  const x = rulesOf({ http, token: access.credentials.token ?? '', now });
  const listed = await x.list();
  if (!listed.ok) return listed.end;
  const { missing, stale } = stepsOf(listed.rules, rule);
  return missing ? replaceRules(x, rule, stale) : tolerated(await x.remove(stale));
}

/**
 * Takes the source's own rule from X, because each post that it brings costs the bank: when the source is no longer streamed,
 * has lost the setting `rule`, or speaks to another app. A rule whose words another source streams by stays, because X
 * knows it only once: without it that source would be deaf.
 */
export async function dropXRule({ sourceId, access, http, now, still }: StreamRelease): Promise<StreamEnd | undefined> {
  const sameApp = still.filter((one) => isSameApp(one.access, access) && ruleOf(one.access) !== '');
  const { token } = access.credentials;
  if (!token || ruleOf(access) === '' || sameApp.some((one) => one.sourceId === sourceId)) return undefined;
  const x = rulesOf({ http, token, now });
  const listed = await x.list();
  if (!listed.ok) return listed.end;
  const needed = new Set(sameApp.map((one) => spaced(ruleOf(one.access))));
  return x.remove(listed.rules.filter(({ tag, value }) => tag === sourceId && !needed.has(spaced(value))));
}

function ruleOf({ settings }: VendorAccess): string {
  return settings.rule?.trim() ?? '';
}

function isSameApp(one: VendorAccess, other: VendorAccess): boolean {
  return one.credentials.token === other.credentials.token && one.settings.baseUrl === other.settings.baseUrl;
}

/** What X will not take away must not make us deaf: it brings too much, not too little, and is tried again next time. */
function tolerated(end: StreamEnd | undefined): StreamEnd | undefined {
  return end?.kind === 'failed' ? undefined : end;
}

async function replaceRules(x: Rules, rule: Rule, stale: readonly ListedRule[]): Promise<StreamEnd | undefined> {
  const added = await x.add(rule);
  if (added.kind === 'created') return tolerated(await x.remove(stale));
  if (added.kind === 'known') return tolerated(await x.remove(otherThan(added.id, stale)));
  if (added.kind === 'refused' || stale.length === 0) return added.end;
  return tolerated(await x.remove(stale)) ?? replaceRules(x, rule, []);
}

/** Which of its own rules may go when X has these words already: none, if X does not say in which rule. */
function otherThan(id: string | undefined, stale: readonly ListedRule[]): ListedRule[] {
  return id === undefined ? [] : stale.filter((rule) => rule.id !== id);
}

interface Rule {
  value: string;
  tag: string;
}

const ruleSchema = z.looseObject({ id: vendorId, value: z.string(), tag: z.string().optional() });
type ListedRule = z.output<typeof ruleSchema>;

function stepsOf(listed: readonly ListedRule[], { value, tag }: Rule): { missing: boolean; stale: ListedRule[] } {
  const same = (rule: ListedRule) => spaced(rule.value) === spaced(value);
  return { missing: !listed.some(same), stale: listed.filter((rule) => rule.tag === tag && !same(rule)) };
}

// X may keep a rule with other spaces than it was given.
function spaced(value: string): string {
  return value.trim().replace(/\s+/g, ' ');
}

type Listed = { ok: true; rules: ListedRule[] } | { ok: false; end: StreamEnd };
type Added =
  | { kind: 'created' }
  /** A rule has these words already; X may say which. */
  | { kind: 'known'; id: string | undefined }
  | { kind: 'no-room'; end: StreamEnd }
  | { kind: 'refused'; end: StreamEnd };

const listSchema = z.looseObject({
  data: z.array(ruleSchema).optional(),
  meta: z.looseObject({ next_token: z.string().min(1).optional() }).optional(),
});

type Rules = ReturnType<typeof rulesOf>;

/** X's rules of one app, by its bearer token. */
function rulesOf({ http, token, now }: { http: VendorHttp; token: string; now: Date }) {
  const authorization = `Bearer ${token}`;
  const post = (change: object) => {
    const headers = { authorization, 'content-type': 'application/json' };
    return http.request({ method: 'POST', path: PATH, headers, body: JSON.stringify(change) });
  };
  return {
    list: async (): Promise<Listed> => {
      const rules: ListedRule[] = [];
      let next: string | undefined;
      for (let pages = 0; pages < MOST_PAGES; pages++) {
        const query = new URLSearchParams({ max_results: String(PAGE), ...(next ? { pagination_token: next } : {}) });
        const answer = await http.request({ method: 'GET', path: `${PATH}?${query}`, headers: { authorization } });
        const end = callRefusal(answer, now);
        if (end) return { ok: false, end: { ...end, why: `X's rules: ${end.why}` } };
        const page = parsed(answer, listSchema);
        if (!page) return { ok: false, end: failed("X's rules: the answer is no list of rules") };
        rules.push(...(page.data ?? []));
        next = page.meta?.next_token;
        if (next === undefined) return { ok: true, rules };
      }
      return { ok: false, end: failed("X's rules: gave too many pages") };
    },
    add: async (rule: Rule): Promise<Added> => addedOf(await post({ add: [rule] }), now),
    remove: async (rules: readonly ListedRule[]): Promise<StreamEnd | undefined> => {
      if (rules.length === 0) return undefined;
      const end = callRefusal(await post({ delete: { ids: rules.map(({ id }) => id) } }), now);
      return end && { ...end, why: `X's rules: ${end.why}` };
    },
  };
}

const problemSchema = z.looseObject({
  type: z.string().default(''),
  title: z.string().default(''),
  detail: z.string().default(''),
  details: z.array(z.string()).default([]),
  id: vendorId.optional(),
});
type Problem = z.output<typeof problemSchema>;
const problemsSchema = z.looseObject({ errors: z.array(problemSchema).optional() });

function addedOf(answer: VendorAnswer, now: Date): Added {
  const [problem] = problemsOf(answer);
  const told = problem && toldOf(problem, answer.status);
  if (told) return told;
  const end = callRefusal(answer, now);
  return end ? { kind: 'refused', end: { ...end, why: `X's rules: ${end.why}` } } : { kind: 'created' };
}

/** undefined for what is no fault of the rule: a refused token, too many questions. */
function toldOf(problem: Problem, status: number): Added | undefined {
  switch (problem.type.split('/').at(-1)) {
    case 'duplicate-rules':
      return { kind: 'known', id: problem.id };
    case 'rule-cap': {
      const why = `X has no room for the setting rule beside the app's other rules${said(problem)}`;
      return { kind: 'no-room', end: failed(why) };
    }
    default: {
      const faulty = status < 300 || status === 400 || status === 422;
      return faulty ? { kind: 'refused', end: failed(`X refuses the setting rule${said(problem)}`) } : undefined;
    }
  }
}

/** X tells of them in an answer of 200 or 201, or as the answer of 400 itself. */
function problemsOf(answer: VendorAnswer): Problem[] {
  const listed = parsed(answer, problemsSchema)?.errors;
  if (listed !== undefined && listed.length > 0) return listed;
  const alone = answer.status >= 400 ? parsed(answer, problemSchema) : undefined;
  return alone && alone.type !== '' ? [alone] : [];
}

const MOST_SAID = 300;

// What X says of the rule is about words that the caller wrote, so it may be shown to whoever may see the source.
function said({ details, detail, title }: Problem): string {
  const words = details.length > 0 ? details.join('; ') : detail || title;
  const plain = words.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return plain === '' ? '' : `: ${[...plain].slice(0, MOST_SAID).join('')}`;
}

function parsed<T>({ body }: VendorAnswer, shape: z.ZodType<T>): T | undefined {
  const json = readJsonPayload(body);
  const read = json.ok ? shape.safeParse(json.value) : undefined;
  return read?.success ? read.data : undefined;
}

function failed(why: string): StreamEnd {
  return { kind: 'failed', why };
}
