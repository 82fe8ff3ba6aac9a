import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** An answer as its vendor knows it. */
export interface VendorAnswerRow {
  id: string;
  text: string;
  at: Date;
  /** Was taken away again, or is not finished yet. */
  odd?: boolean;
  /** Another form than `FORM`. */
  form?: string;
}

export const FORM = '243231271343446';
export const SECOND_FORM = '243231271343447';
export const VENDORS = ['typeform', 'jotform', 'surveymonkey', 'formbricks'] as const;
export type Vendor = (typeof VENDORS)[number];

const PROOFS: Record<Vendor, [string, string]> = {
  typeform: ['authorization', 'Bearer key'],
  jotform: ['apikey', 'key'],
  surveymonkey: ['authorization', 'Bearer key'],
  formbricks: ['x-api-key', 'key'],
};
const FIELDS = [
  { id: 'f1', title: '请描述您遇到的问题', type: 'long_text', ref: 'feedback', properties: {} },
  { id: 'f2', title: '总体评分', type: 'rating', ref: 'overall', properties: { steps: 10, shape: 'star' } },
];
// A group holds the scale: the push lists it beside the others, the form inside.
const FORM_FIELDS = [
  FIELDS[0],
  { id: 'g1', title: '评价', type: 'group', ref: 'group', properties: { fields: [FIELDS[1]] } },
];

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** The four form vendors' lists of answers, as one local server; what a list shows can lag behind what was given. */
export class FormVendors {
  url = '';
  shown = true;
  /** The next question to any list is one too many. */
  tooMany = 0;
  /** Forms that were deleted. */
  readonly gone = new Set<string>();
  /** Forms whose list the vendor fails at. */
  readonly broken = new Set<string>();
  /** Forms about which no question is answered. */
  readonly silent = new Set<string>();
  readonly asked: { url: string; at: number; status: number }[] = [];
  private server?: Server;

  constructor(readonly rows: Record<Vendor, VendorAnswerRow[]>) {}

  async listen(): Promise<void> {
    this.server = createServer(({ url = '', headers }, response) => {
      const { status, headers: said, body } = this.answer(url, headers);
      response.writeHead(status, { 'content-type': 'application/json', ...said }).end(JSON.stringify(body));
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  stop(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  answer(path: string, headers: Record<string, unknown>): Reply {
    const reply = this.replyTo(new URL(path, 'http://vendor'), headers);
    this.asked.push({ url: path, at: Date.now(), status: reply.status });
    return reply;
  }

  private replyTo(url: URL, headers: Record<string, unknown>): Reply {
    const { pathname } = url;
    const vendor = vendorOf(pathname);
    const [name, value] = PROOFS[vendor];
    if (headers[name] !== value) return { status: 401, body: {} };
    const defined = /^\/forms\/(\w+)$/.exec(pathname)?.[1];
    if (defined) return { status: 200, body: { id: defined, title: '意见', fields: FORM_FIELDS } };
    const one = /\/(?:submission|responses)\/(\d+)/.exec(pathname)?.[1];
    if (one) return this.single(vendor, one);
    if (this.tooMany-- > 0) return { status: 429, headers: { 'retry-after': '2' }, body: {} };
    const form = url.searchParams.get('surveyId') ?? /\/(?:forms?|surveys)\/(\w+)\//.exec(pathname)?.[1] ?? '';
    if (this.broken.has(form)) return { status: 503, headers: { 'retry-after': '1' }, body: {} };
    if (this.gone.has(form)) return { status: 404, body: {} };
    const ofForm = this.rows[vendor].filter((row) => (row.form ?? FORM) === form);
    const latestFirst = ofForm.toSorted((a, b) => b.at.getTime() - a.at.getTime());
    return { status: 200, body: LISTS[vendor](this.shown ? latestFirst : [], url.searchParams) };
  }

  private single(vendor: Vendor, id: string): Reply {
    const row = this.rows[vendor].find((known) => known.id === id);
    if (!row) return { status: 404, body: {} };
    return { status: 200, body: vendor === 'jotform' ? { content: submissionOf(row) } : surveyResponseOf(row) };
  }
}

function vendorOf(pathname: string): Vendor {
  if (pathname.startsWith('/forms/')) return 'typeform';
  if (pathname.startsWith('/v3/')) return 'surveymonkey';
  return pathname.startsWith('/api/') ? 'formbricks' : 'jotform';
}

type Rows = readonly VendorAnswerRow[];

const LISTS: Record<Vendor, (rows: Rows, query: URLSearchParams) => object> = {
  typeform: (rows, query) => {
    const [since, before] = [Date.parse(`${query.get('since')}Z`), query.get('before')];
    const within = rows.filter(({ at }) => at.getTime() >= since);
    const from = before === null ? 0 : within.findIndex(({ id }) => id === before) + 1;
    const items = within.slice(from, from + Number(query.get('page_size'))).map((row) => typeformItemOf(row));
    return { total_items: within.length, page_count: 1, items };
  },
  jotform: (rows, query) => {
    const filter = JSON.parse(query.get('filter')!) as Record<string, string>;
    const within = rows.map(submissionOf).filter(({ created_at: at }) => at > filter['created_at:gt']!);
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
    const content = within.slice(offset, offset + limit);
    return { responseCode: 200, message: 'success', content, resultSet: { offset, limit, count: content.length } };
  },
  surveymonkey: (rows, query) => {
    const since = Date.parse(`${query.get('start_modified_at')}Z`);
    const within = rows.filter(({ at, odd }) => at.getTime() >= since && !odd);
    const [page, size] = [Number(query.get('page')), Number(query.get('per_page'))];
    const more = within.length > page * size;
    const data = within.slice((page - 1) * size, page * size).map(surveyResponseOf);
    return {
      data,
      page,
      per_page: size,
      total: within.length,
      links: more ? { next: 'https://elsewhere.example' } : {},
    };
  },
  formbricks: (rows, query) => {
    const [skip, limit] = [Number(query.get('skip')), Number(query.get('limit'))];
    return { data: rows.slice(skip, skip + limit).map(formbricksResponseOf) };
  },
};

/** As in the list; a push has the form's id and its definition beside it. */
function typeformItemOf({ id, text, at }: VendorAnswerRow) {
  const [landed_at, submitted_at] = [at.toISOString(), at.toISOString().replace(/\.\d+/, '')];
  const answers = [
    { type: 'text', text, field: { id: 'f1', type: 'long_text', ref: 'feedback' } },
    { type: 'number', number: 10, field: { id: 'f2', type: 'rating', ref: 'overall' } },
  ];
  return {
    landing_id: id,
    token: id,
    response_id: id,
    landed_at,
    submitted_at,
    hidden: { branch: '朝阳支行' },
    answers,
  };
}

/** As Typeform pushes it. */
export function typeformPush(row: VendorAnswerRow): object {
  const { landing_id: _, response_id: __, ...response } = typeformItemOf(row);
  const id = row.form ?? FORM;
  const definition = { id, title: '意见', fields: FIELDS };
  return {
    event_id: `e-${row.id}`,
    event_type: 'form_response',
    form_response: { form_id: id, ...response, definition },
  };
}

// The account's clock: five hours behind UTC.
function submissionOf({ id, text, at, odd, form = FORM }: VendorAnswerRow) {
  const created_at = new Date(at.getTime() - 5 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const answers = {
    '3': { name: 'email', order: '1', text: 'E-mail', type: 'control_email', answer: 'sam.lee@example.com' },
    '4': { name: 'comments', order: '2', text: '意見', type: 'control_textarea', answer: text },
    '5': { name: 'stars', order: '3', text: 'Rate us', type: 'control_rating', answer: '2' },
  };
  return {
    id,
    form_id: form,
    ip: '203.0.113.7',
    created_at,
    status: odd ? 'DELETED' : 'ACTIVE',
    updated_at: null,
    answers,
  };
}

function surveyResponseOf({ id, text, at, odd, form = FORM }: VendorAnswerRow) {
  const time = at.toISOString().replace(/\.\d+Z/, '+00:00');
  const question = { id: '202', family: 'open_ended', heading: '请说说原因', answers: [{ text, simple_text: text }] };
  return {
    ...{ id, survey_id: form, collector_id: '111', response_status: odd ? 'partial' : 'completed' },
    ...{ date_created: time, date_modified: time, email_address: 'li.na@example.com' },
    pages: [{ id: '1', questions: [question] }],
  };
}

/** As in the list and as `data` of a push. */
export function formbricksResponseOf({ id, text, at, odd, form = FORM }: VendorAnswerRow) {
  const [createdAt, updatedAt] = [at.toISOString(), new Date(at.getTime() + 60_000).toISOString()];
  const answered = { data: { openText1: text, rating1: 2 }, language: 'zh-Hans', contactAttributes: null };
  return { id, surveyId: form, createdAt, updatedAt, finished: !odd, ...answered };
}
