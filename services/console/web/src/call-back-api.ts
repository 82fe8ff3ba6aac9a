import { ApiError } from './api';
import type { CallBackDetail, CallBackPage, CallHand, CallOutcome } from './model/call-backs';

export interface CallOutcomeRequest {
  replyId: string;
  outcome: CallOutcome;
  body: Record<string, string>;
  /** The same for every attempt to say the same. */
  idempotencyKey: string;
}

export interface CallBackApi {
  /** The open ones, the one due first first. */
  open(signal: AbortSignal): Promise<CallBackPage>;
  /** One with its history; null for a reply that nobody gives on the phone. */
  one(replyId: string, signal: AbortSignal): Promise<CallBackDetail | null>;
  /** Takes one in hand, or gives it back; done twice it is done once. */
  hand(replyId: string, what: CallHand): Promise<unknown>;
  say(request: CallOutcomeRequest): Promise<unknown>;
}

interface Calls {
  request(path: string, init?: RequestInit): Promise<Response>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the answers are typed by the interface above
  get(path: string, signal: AbortSignal): Promise<any>;
}

const CALL_BACKS = '/api/cases/v1/call-backs';

export function callBackCalls({ request, get }: Calls): CallBackApi {
  return {
    open: (signal) => get(`${CALL_BACKS}?limit=200`, signal),
    one: (replyId, signal) =>
      get(`${CALL_BACKS}/${encodeURIComponent(replyId)}`, signal).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }),
    hand: (replyId, what) => request(`${CALL_BACKS}/${encodeURIComponent(replyId)}/${what}`, { method: 'POST' }),
    say: ({ replyId, outcome, body, idempotencyKey }) =>
      request(`${CALL_BACKS}/${encodeURIComponent(replyId)}/${outcome}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify(body),
      }),
  };
}
