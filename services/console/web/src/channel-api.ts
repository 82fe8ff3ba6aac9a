import { CHANNEL_SERVICES, type ChannelService } from './model/channel-rows';
import type {
  FormatFacts,
  OpenRefusals,
  Refusal,
  RefusalDetail,
  ReplayAnswer,
  SourceChange,
  SourceHealth,
  SourceView,
  Trial,
} from './model/channel-shapes';

/** How sources and refusals are asked for and changed. */
export interface ChannelApi {
  sources(signal: AbortSignal): Promise<{ items: SourceView[] }>;
  source(sourceId: string, signal: AbortSignal): Promise<SourceView>;
  formats(signal: AbortSignal): Promise<{ items: FormatFacts[] }>;
  sourceChanges(sourceId: string, signal: AbortSignal): Promise<{ items: SourceChange[] }>;
  sourceHealth(service: ChannelService, signal: AbortSignal): Promise<{ items: SourceHealth[] }>;
  createSource(body: object, idempotencyKey: string): Promise<SourceView>;
  changeSource(sourceId: string, body: object, idempotencyKey: string): Promise<SourceView>;
  rotateSecret(sourceId: string, body: object, idempotencyKey: string): Promise<SourceView>;
  removeSource(sourceId: string, idempotencyKey: string): Promise<unknown>;
  trySample(source: SourceView, sample: { text: string; contentType: string }): Promise<Trial>;
  openRefusals(signal: AbortSignal): Promise<{ items: OpenRefusals[] }>;
  refusals(query: Record<string, string>, signal: AbortSignal): Promise<{ items: Refusal[]; next: string | null }>;
  refusal(refusedId: string, signal: AbortSignal): Promise<RefusalDetail>;
  /** Some by id, or all open ones of a range. */
  replay(which: { ids: string[] } | Record<string, string>): Promise<ReplayAnswer>;
  dismiss(refusedId: string, reason: string): Promise<unknown>;
  feedbackEnd(feedbackId: string, signal: AbortSignal): Promise<{ state: string; caseId?: string | null }>;
}

/** What it is made of: requests with the session's token, and reading an answer's JSON. */
interface Calls {
  request(path: string, init?: RequestInit): Promise<Response>;
  get<T>(path: string, signal: AbortSignal): Promise<T>;
}

const DIRECTORY = '/api/directory/v1';
const REFUSED = '/api/cases/v1/refused';

export function channelCalls(calls: Calls): ChannelApi {
  return { ...sourceCalls(calls), ...refusalCalls(calls) };
}

function sourceCalls({
  request,
  get,
}: Calls): Omit<ChannelApi, 'openRefusals' | 'refusals' | 'refusal' | 'replay' | 'dismiss' | 'feedbackEnd'> {
  const at = (sourceId: string) => `${DIRECTORY}/sources/${encodeURIComponent(sourceId)}`;
  const sendJson = (method: string, path: string, { body, key }: { body: object; key: string }) =>
    request(path, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
  const change = async (method: string, path: string, what: { body: object; key: string }) =>
    (await sendJson(method, path, what)).json() as Promise<SourceView>;
  return {
    sources: (signal) => get(`${DIRECTORY}/sources`, signal),
    source: (sourceId, signal) => get(at(sourceId), signal),
    formats: (signal) => get(`${DIRECTORY}/formats`, signal),
    sourceChanges: (sourceId, signal) => get(`${at(sourceId)}/changes`, signal),
    sourceHealth: (service, signal) => get(`/api/${service}/v1/health/sources`, signal),
    createSource: (body, key) => change('POST', `${DIRECTORY}/sources`, { body, key }),
    changeSource: (sourceId, body, key) => change('PATCH', at(sourceId), { body, key }),
    rotateSecret: (sourceId, body, key) => change('POST', `${at(sourceId)}/rotate-secret`, { body, key }),
    removeSource: (sourceId, key) => sendJson('POST', `${at(sourceId)}/remove`, { body: {}, key }),
    trySample: async ({ sourceId, channel }, { text, contentType }) => {
      const path = `/api/${CHANNEL_SERVICES[channel]}/v1/hooks/${encodeURIComponent(sourceId)}/test`;
      const init = { method: 'POST', headers: { 'content-type': contentType }, body: new Blob([text]) };
      return (await request(path, init)).json() as Promise<Trial>;
    },
  };
}

function refusalCalls({
  request,
  get,
}: Calls): Pick<ChannelApi, 'openRefusals' | 'refusals' | 'refusal' | 'replay' | 'dismiss' | 'feedbackEnd'> {
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    return (await request(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  return {
    openRefusals: (signal) => get(`${REFUSED}/by-source`, signal),
    refusals: (query, signal) => get(`${REFUSED}?${new URLSearchParams(query).toString()}`, signal),
    refusal: (refusedId, signal) => get(`${REFUSED}/${encodeURIComponent(refusedId)}`, signal),
    replay: (which) => post(`${REFUSED}/replay`, which),
    dismiss: (refusedId, reason) => post(`${REFUSED}/${encodeURIComponent(refusedId)}/dismiss`, { reason }),
    feedbackEnd: (feedbackId, signal) => get(`/api/cases/v1/feedback/${encodeURIComponent(feedbackId)}`, signal),
  };
}
