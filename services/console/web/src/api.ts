import type { CaseDetail, CaseSummary, ClockPage, ResponseRate } from './model/api-shapes';

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

export interface CommandRequest {
  caseId: string;
  command: 'assign' | 'note' | 'reply' | 'resolve';
  /** The version that the person saw; a stale one is refused with 409. */
  version: number;
  /** The same for every attempt to send the same command. */
  idempotencyKey: string;
  body: Record<string, unknown>;
}

export interface Api {
  responseRate(periodHours: number, signal: AbortSignal): Promise<ResponseRate>;
  clocks(state: 'running' | 'at-risk' | 'missed', limit: number, signal: AbortSignal): Promise<ClockPage>;
  cases(limit: number, signal: AbortSignal): Promise<{ items: CaseSummary[]; next?: string | null }>;
  caseDetail(caseId: string, signal: AbortSignal): Promise<CaseDetail>;
  command(request: CommandRequest): Promise<unknown>;
  /** The open stream of changes; the caller reads it until it ends. */
  stream(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** Calls the services with a session's token; `onSignedOut` is called when it is no longer accepted. */
export function apiOf(token: string, onSignedOut: () => void): Api {
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await send(path, { ...init, headers });
    if (response.status === 401) onSignedOut();
    if (!response.ok) throw await errorOf(response);
    return response;
  };
  const get = async (path: string, signal: AbortSignal) => (await request(path, { signal })).json();
  return {
    responseRate: (periodHours, signal) => {
      const from = new Date(Date.now() - periodHours * 3_600_000).toISOString();
      return get(`/api/responses/v1/response-rate?from=${encodeURIComponent(from)}&by=channel`, signal);
    },
    clocks: (state, limit, signal) => get(`/api/responses/v1/clocks?state=${state}&limit=${limit}`, signal),
    cases: (limit, signal) => get(`/api/cases/v1/cases?limit=${limit}`, signal),
    caseDetail: (caseId, signal) => get(`/api/cases/v1/cases/${encodeURIComponent(caseId)}`, signal),
    command: async ({ caseId, command, version, idempotencyKey, body }) =>
      request(`/api/cases/v1/cases/${encodeURIComponent(caseId)}/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify({ ...body, version }),
      }),
    stream: async (signal) => {
      const { body } = await request('/api/responses/v1/stream', { signal, headers: { accept: 'text/event-stream' } });
      if (!body) throw new ApiError(0);
      return body;
    },
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
  };
  const retryAfter = Number(response.headers.get('retry-after'));
  const reason = problem.type?.split('/').at(-1) ?? '';
  const title = problem.detail ?? problem.title ?? '';
  return new ApiError(response.status, { title, reason, retryAfterSeconds: retryAfter > 0 ? retryAfter : null });
}
