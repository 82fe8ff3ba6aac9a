import type { ApiAnswer, ApiCall } from './stream-stand-in';

export interface Rule {
  id: string;
  value: string;
  tag?: string;
}

const PROBLEM = 'https://api.twitter.com/2/problems';

/** X's rules of one app: each wording once whatever its tag, no more than it has room for, and none that it cannot parse. */
export class XRules {
  /** X has room for so many. */
  room = 5;
  readonly asked: string[] = [];
  private lastId = 1_700_000_000_000_000_000n;

  constructor(public rules: Rule[] = []) {}

  readonly answer = ({ method, url, authorization, body }: ApiCall): ApiAnswer | undefined => {
    if (url.pathname !== '/2/tweets/search/stream/rules') return undefined;
    this.asked.push(method === 'GET' ? 'list' : Object.keys(JSON.parse(body) as object)[0]!);
    if (authorization !== 'Bearer good') return { status: 401, body: { title: 'Unauthorized', type: 'about:blank' } };
    if (method === 'GET') return this.list(url.searchParams);
    const change = JSON.parse(body) as { add?: Omit<Rule, 'id'>[]; delete?: { ids: string[] } };
    if (change.add) return this.add(change.add[0]!);
    this.rules = this.rules.filter(({ id }) => !change.delete!.ids.includes(id));
    return { status: 200, body: { meta: { summary: { deleted: change.delete!.ids.length, not_deleted: 0 } } } };
  };

  /** Two on a page, so that even a few are more than one. */
  private list(query: URLSearchParams): ApiAnswer {
    const from = Number(query.get('pagination_token') ?? 0);
    const data = this.rules.slice(from, from + 2);
    const more = from + 2 < this.rules.length;
    const meta = { sent: '2026-03-01T04:00:00.000Z', result_count: data.length };
    // Without any rule X leaves `data` out.
    return {
      status: 200,
      body: { ...(data.length > 0 && { data }), meta: { ...meta, ...(more && { next_token: `${from + 2}` }) } },
    };
  }

  private add({ value, tag }: Omit<Rule, 'id'>): ApiAnswer {
    const same = this.rules.find((rule) => rule.value === value);
    if (same) return this.refused({ value, id: same.id, title: 'DuplicateRule', type: `${PROBLEM}/duplicate-rules` });
    if (/^\(|:$/.test(value)) {
      const details = [`no viable alternative at input '${value}' (at position 1)`];
      return this.refused({ value, details, title: 'UnprocessableEntity', type: `${PROBLEM}/invalid-rules` });
    }
    if (this.rules.length >= this.room)
      return this.refused({
        ...{ title: 'RulesCapExceeded', detail: `You have reached ${this.room} rules`, type: `${PROBLEM}/rule-cap` },
      });
    const rule = { id: String(++this.lastId), value, ...(tag !== undefined && { tag }) };
    this.rules.push(rule);
    return {
      status: 201,
      body: { data: [rule], meta: { summary: { created: 1, not_created: 0, valid: 1, invalid: 0 } } },
    };
  }

  private refused(problem: object): ApiAnswer {
    const summary = { created: 0, not_created: 1, valid: 0, invalid: 1 };
    return { status: 200, body: { meta: { summary }, errors: [problem] } };
  }
}
