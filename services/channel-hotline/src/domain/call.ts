import type { CallAuthor, CallFact, FeedbackItem, ReplyItem } from '@hearback/contracts';
import type { Transcript } from './transcript';

/** A value with the time at which it was said; of several the earliest counts, so that the order of arrival is no matter. */
export interface Dated<T> {
  at: string;
  value: T;
}

export interface Agent {
  id: string;
  name?: string | undefined;
}

export type AgentLog = Pick<Extract<CallFact, { kind: 'agent-log' }>, 'text' | 'answer' | 'agent'>;

/** Why a call is no longer waited for. `no-words` opens again when words come after all. */
export type CloseReason = 'transcript' | 'agent-log' | 'limit' | 'no-words';

/** All that is known of one call. Serialisable: it lies on Kafka, sealed, between pushes. */
export interface Call {
  feedbackId: string;
  sourceId: string;
  callId: string;
  /** The format of its first push. */
  format: string;
  firstReceivedAt: string;
  lastReceivedAt: string;
  started?: string;
  direction?: 'inbound' | 'outbound';
  answered?: Dated<Agent | null>;
  ended?: string;
  durationSeconds?: number;
  author: { [K in keyof CallAuthor]?: Dated<string> };
  language?: Dated<string>;
  attributes: Record<string, Dated<string>>;
  recordings: string[];
  transcripts: Record<string, Transcript>;
  whole?: Dated<string>;
  log?: Dated<AgentLog>;
  satisfaction?: Dated<string>;
  callbackOf?: Dated<string>;
  closed?: { at: string; why: CloseReason };
  /** Facts that came after the call had become a feedback: annotations, which change no feedback. */
  late: Partial<Record<CallFact['kind'], number>>;
  replied: boolean;
  /** Decided and not yet known to be on Kafka. */
  outbox: { feedback?: AssembledFeedback; reply?: ReplyItem };
}

/** A feedback in the words of POST /v1/feedback, with the recordings of its call. */
export interface AssembledFeedback {
  item: FeedbackItem;
  attachments: { url: string }[];
}
