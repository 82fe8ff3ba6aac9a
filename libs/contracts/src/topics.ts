import type { EventContract, TopicSettings } from './define-event';
import { apiKeyChanged } from './events/api-key-changed.v1';
import { callPartTaken } from './events/call-part.v1';
import { callStateChanged } from './events/call-state.v1';
import { caseChanged } from './events/case-changed.v1';
import { feedbackClassified } from './events/feedback-classified.v1';
import { feedbackDeduplicated } from './events/feedback-deduplicated.v1';
import { feedbackReceived } from './events/feedback-received.v1';
import { feedbackRefused } from './events/feedback-refused.v1';
import { feedbackTakenDown } from './events/feedback-taken-down.v1';
import { identityChanged } from './events/identity-changed.v1';
import { refusalClosed } from './events/refusal-closed.v1';
import { refusalReplayRequested } from './events/refusal-replay-requested.v1';
import { refusalReplayed } from './events/refusal-replayed.v1';
import { replyObserved } from './events/reply-observed.v1';
import { replyRequested } from './events/reply-requested.v1';
import { replyDelivered } from './events/reply-delivered.v1';
import { replyFailed } from './events/reply-failed.v1';
import { replyAttempted } from './events/reply-attempted.v1';
import { responseChanged } from './events/response-changed.v1';
import { responseSealed } from './events/response-sealed.v1';
import { sourceChanged } from './events/source-changed.v1';
import { sourceHeard } from './events/source-heard.v1';
import { sourcePolled } from './events/source-polled.v1';
import { CONSUMER_GROUPS, PARKED_SETTINGS, parkedTopic } from './parked';

/** Every event there is; golden samples, JSON Schemas, the AsyncAPI document and the topics come from this list. */
export const EVENTS = {
  'feedback-received.v1': feedbackReceived,
  'feedback-refused.v1': feedbackRefused,
  'refusal-replay-requested.v1': refusalReplayRequested,
  'refusal-replayed.v1': refusalReplayed,
  'refusal-closed.v1': refusalClosed,
  'feedback-deduplicated.v1': feedbackDeduplicated,
  'feedback-classified.v1': feedbackClassified,
  'feedback-taken-down.v1': feedbackTakenDown,
  'case-changed.v1': caseChanged,
  'reply-observed.v1': replyObserved,
  'reply-requested.v1': replyRequested,
  'reply-delivered.v1': replyDelivered,
  'reply-failed.v1': replyFailed,
  'reply-attempted.v1': replyAttempted,
  'response-changed.v1': responseChanged,
  'response-sealed.v1': responseSealed,
  'source-changed.v1': sourceChanged,
  'source-heard.v1': sourceHeard,
  'source-polled.v1': sourcePolled,
  'api-key-changed.v1': apiKeyChanged,
  'identity-changed.v1': identityChanged,
  'call-part.v1': callPartTaken,
  'call-state.v1': callStateChanged,
} as const satisfies Record<string, EventContract>;

export interface TopicSpec {
  topic: string;
  settings: TopicSettings;
}

/** Every topic that must exist before a service starts. */
export function allTopics(): TopicSpec[] {
  return [
    ...Object.values(EVENTS).map((event) => ({ topic: event.topic, settings: event.settings })),
    ...CONSUMER_GROUPS.map((group) => ({ topic: parkedTopic(group), settings: PARKED_SETTINGS })),
  ];
}
