import { callBackCalls, type CallBackApi } from './call-back-api';
import { channelCalls, type ChannelApi } from './channel-api';
import type { CaseDetail, CaseSummary, ClockPage, ResponseRate } from './model/api-shapes';
import type { FormCommand } from './model/case-commands';
import type { PeriodQuery } from './model/period-choice';
import type {
  BacklogAnswer,
  CheckpointItem,
  Grouping,
  MovedItem,
  PromiseRatesAnswer,
  RateAnswer,
  ReplyTimesAnswer,
  ReportItem,
  WarningItem,
} from './model/promise-figures';
import type { PromiseItem, PromisePage, PromiseWithEvents } from './model/promises';

/** An answer other than success; `status` 0 means that no answer came. */
export class ApiError extends Error {
  readonly title: string;
  /** The last part of the problem's type: `stale-version`, `sign-in-refused`, … */
  readonly reason: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    readonly status: number,
    problem: { title?: string; reason?: string; retryAfterSeconds?: number | null } = {},
  ) {
    super(problem.title);
    this.title = problem.title ?? '';
    this.reason = problem.reason ?? '';
    this.retryAfterSeconds = problem.retryAfterSeconds ?? null;
  }
}

export interface Session {
  token: string;
  expiresAt: string;
  user: { userId: string; name: string; displayName?: string; role: string; scopes: string[] };
}

export type CommandName = FormCommand | 'approve-extension' | 'confirm-reply' | 'unlink' | 'link';

export interface CommandRequest {
  caseId: string;
  command: CommandName;
  /** The version that the person saw; a stale one is refused with 409. */
  version: number;
  /** The same for every attempt to send the same command. */
  idempotencyKey: string;
  body: Record<string, unknown>;
}

export interface Api extends ChannelApi {
  responseRate(periodHours: number, signal: AbortSignal): Promise<ResponseRate>;
  clocks(state: 'running' | 'at-risk' | 'missed', limit: number, signal: AbortSignal): Promise<ClockPage>;
  cases(limit: number, signal: AbortSignal): Promise<{ items: CaseSummary[]; next?: string | null }>;
  caseDetail(caseId: string, signal: AbortSignal): Promise<CaseDetail>;
  command(request: CommandRequest): Promise<unknown>;
  promisesOfCase(caseId: string, signal: AbortSignal): Promise<PromisePage>;
  promise(clockId: string, signal: AbortSignal): Promise<PromiseWithEvents>;
  callBacks: CallBackApi;
  rate(period: PeriodQuery, by: Grouping, signal: AbortSignal): Promise<RateAnswer>;
  promiseRates(period: PeriodQuery, signal: AbortSignal): Promise<PromiseRatesAnswer>;
  replyTimes(period: PeriodQuery, signal: AbortSignal): Promise<ReplyTimesAnswer>;
  backlog(signal: AbortSignal): Promise<BacklogAnswer>;
  warnings(role: string, signal: AbortSignal): Promise<{ items: WarningItem[]; next: string | null }>;
  movedDates(signal: AbortSignal): Promise<{ items: MovedItem[]; next: string | null }>;
  checkpoint(number: number, signal: AbortSignal): Promise<CheckpointItem | null>;
  unanswered(state: 'running' | 'missed', signal: AbortSignal): Promise<{ items: PromiseItem[]; next: string | null }>;
  /** The proof of a figure as a compressed file, with the name that it is given. */
  proof(period: PeriodQuery): Promise<{ file: Blob; name: string }>;
  reports(signal: AbortSignal): Promise<{ items: ReportItem[] }>;
  askReport(question: Record<string, string>): Promise<unknown>;
  report(reportId: string): Promise<{ file: Blob; name: string }>;
  /** The open stream of changes; the caller reads it until it ends. */
  stream(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

const RESPONSES = '/api/responses/v1';

function queryOf(parameters: object): string {
  return new URLSearchParams(parameters as Record<string, string>).toString();
}

/** Calls the services with a session's token; `onSignedOut` is called when it is no longer accepted. */
export function apiOf(token: string, onSignedOut: () => void): Api {
  const calls = callsOf(token, onSignedOut);
  return {
    ...deskCalls(calls),
    ...caseCalls(calls),
    ...figureCalls(calls),
    ...fileCalls(calls),
    ...channelCalls(calls),
  };
}

type Calls = ReturnType<typeof callsOf>;

function callsOf(token: string, onSignedOut: () => void) {
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await send(path, { ...init, headers });
    if (response.status === 401) onSignedOut();
    if (!response.ok) throw await errorOf(response);
    return response;
  };
  const download = async (path: string) => {
    const response = await request(path);
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    return { file: await response.blob(), name: name ?? 'hearback' };
  };
  const get = async (path: string, signal: AbortSignal) => (await request(path, { signal })).json();
  return { request, download, get };
}

function deskCalls({ request, get }: Calls): Pick<Api, 'responseRate' | 'clocks' | 'cases' | 'stream'> {
  return {
    responseRate: (periodHours, signal) => {
      const from = new Date(Date.now() - periodHours * 3_600_000).toISOString();
      return get(`${RESPONSES}/response-rate?from=${encodeURIComponent(from)}&by=channel`, signal);
    },
    clocks: (state, limit, signal) => get(`${RESPONSES}/clocks?state=${state}&limit=${limit}`, signal),
    cases: (limit, signal) => get(`/api/cases/v1/cases?limit=${limit}`, signal),
    stream: async (signal) => {
      const { body } = await request(`${RESPONSES}/stream`, { signal, headers: { accept: 'text/event-stream' } });
      if (!body) throw new ApiError(0);
      return body;
    },
  };
}

type CaseCall = 'caseDetail' | 'command' | 'promisesOfCase' | 'promise' | 'callBacks';

function caseCalls({ request, get }: Calls): Pick<Api, CaseCall> {
  return {
    caseDetail: (caseId, signal) => get(`/api/cases/v1/cases/${encodeURIComponent(caseId)}`, signal),
    command: async ({ caseId, command, version, idempotencyKey, body }) =>
      request(`/api/cases/v1/cases/${encodeURIComponent(caseId)}/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify({ ...body, version }),
      }),
    promisesOfCase: (caseId, signal) => get(`${RESPONSES}/clocks?caseId=${encodeURIComponent(caseId)}`, signal),
    promise: (clockId, signal) => get(`${RESPONSES}/clocks/${encodeURIComponent(clockId)}`, signal),
    callBacks: callBackCalls({ request, get }),
  };
}

type FigureCall =
  'rate' | 'promiseRates' | 'replyTimes' | 'backlog' | 'warnings' | 'movedDates' | 'checkpoint' | 'unanswered';

function figureCalls({ get }: Calls): Pick<Api, FigureCall> {
  return {
    rate: (period, by, signal) => get(`${RESPONSES}/response-rate?${queryOf({ ...period, by })}`, signal),
    promiseRates: (period, signal) => get(`${RESPONSES}/promise-rates?${queryOf(period)}`, signal),
    // Times are known as they are now.
    replyTimes: ({ asOf: _, ...period }, signal) => get(`${RESPONSES}/reply-times?${queryOf(period)}`, signal),
    backlog: (signal) => get(`${RESPONSES}/backlog?promise=all&hours=48`, signal),
    warnings: (to, signal) => get(`${RESPONSES}/warnings?${queryOf({ limit: '50', ...(to ? { to } : {}) })}`, signal),
    movedDates: (signal) => get(`${RESPONSES}/moved-dates?limit=50`, signal),
    checkpoint: async (number, signal) => {
      const page = await get(`${RESPONSES}/checkpoints?after=${number - 1}&limit=1`, signal);
      return page.items[0] ?? null;
    },
    unanswered: (state, signal) => get(`${RESPONSES}/clocks?state=${state}&limit=500`, signal),
  };
}

function fileCalls({ request, download, get }: Calls): Pick<Api, 'proof' | 'reports' | 'askReport' | 'report'> {
  return {
    proof: (period) => download(`${RESPONSES}/response-rate/proof.gz?${queryOf(period)}`),
    reports: (signal) => get(`${RESPONSES}/reports?limit=10`, signal),
    askReport: (question) =>
      request(`${RESPONSES}/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(question),
      }),
    report: (reportId) => download(`${RESPONSES}/reports/${encodeURIComponent(reportId)}`),
  };
}

/** Signs in; the answer's token is for this browser tab only. */
export async function signIn(name: string, password: string): Promise<Session> {
  const response = await send('/api/directory/v1/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  if (!response.ok) throw await errorOf(response);
  return response.json();
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new ApiError(0);
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as {
    type?: string;
    title?: string;
    detail?: string;
    errors?: { field: string; detail: string }[];
  };
  const retryAfter = Number(response.headers.get('retry-after'));
  const reason = problem.type?.split('/').at(-1) ?? '';
  const fields = problem.errors?.map(({ field, detail }) => `${field}: ${detail}`).join('; ');
  const title = problem.detail ?? fields ?? problem.title ?? '';
  return new ApiError(response.status, { title, reason, retryAfterSeconds: retryAfter > 0 ? retryAfter : null });
}
