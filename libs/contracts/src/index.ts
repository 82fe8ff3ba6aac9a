// What services may use of the contracts.
export {
  CHANNELS,
  FEEDBACK_ENDS,
  RELATION_KINDS,
  PRODUCTS,
  CAUSES,
  KINDS,
  SENTIMENTS,
  URGENCIES,
  LANGUAGES,
  SCRIPTS,
  CASE_STATES,
  CLOCK_STATES,
  WITHDRAWAL_REASONS,
  VISIT_OUTCOMES,
  type WithdrawalReason,
  type VisitOutcome,
  type Channel,
  type FeedbackEnd,
  type RelationKind,
  type CaseState,
  type ClockState,
} from './vocabulary';
export {
  PROMISES,
  RESPONSE_PROMISES,
  ESCALATION_ROLES,
  EXTENDABLE_PROMISES,
  type PromiseKind,
  type EscalationRole,
} from './promises';
export { deterministicId } from './deterministic-id';
export { observedReplyId } from './observed-reply-id';
export {
  TEXT_RETENTION_DAYS,
  TOPIC_DEFAULTS,
  defineEvent,
  type TopicSettings,
  type EventContract,
  type EventOf,
} from './define-event';
export { FEEDBACK_LIMITS, identitySchema, feedbackSchema, type Identity, type Feedback } from './feedback';
export { relationSchema, type Relation } from './relation';
export { reasonSchema, labelsSchema, labelValuesSchema, type Reason, type Labels, type LabelValues } from './labels';
export {
  CONSUMER_GROUPS,
  parkedTopic,
  PARKED_SETTINGS,
  PARKED_HEADERS,
  REPLAY_HEADERS,
  replaysGroup,
  type ConsumerGroup,
} from './parked';
export { EVENTS, allTopics, type TopicSpec } from './topics';
export { jsonSchemaOf } from './json-schemas';
export { asyncApiDocument } from './asyncapi-document';
export { feedbackReceived, type FeedbackReceived } from './events/feedback-received.v1';
export { feedbackTakenDown, type FeedbackTakenDown } from './events/feedback-taken-down.v1';
export { feedbackRefused, type FeedbackRefused } from './events/feedback-refused.v1';
export { refusalReplayRequested, type RefusalReplayRequested } from './events/refusal-replay-requested.v1';
export { refusalReplayed, type RefusalReplayed } from './events/refusal-replayed.v1';
export { refusalClosed, type RefusalClosed } from './events/refusal-closed.v1';
export { deliveryOf, feedbackDeduplicated, type FeedbackDeduplicated } from './events/feedback-deduplicated.v1';
export { feedbackClassified, type FeedbackClassified } from './events/feedback-classified.v1';
export {
  caseFeedbackSchema,
  caseChangeSchema,
  caseChanged,
  type CaseFeedback,
  type CaseChange,
  type CaseChanged,
} from './events/case-changed.v1';
export { replyObserved, type ReplyObserved } from './events/reply-observed.v1';
export { replyRequested, type ReplyRequested } from './events/reply-requested.v1';
export { replyDelivered, type ReplyDelivered } from './events/reply-delivered.v1';
export { replyFailed, type ReplyFailed } from './events/reply-failed.v1';
export { replyAttempted, type ReplyAttempted } from './events/reply-attempted.v1';
export { REPLYING_FORMATS, replyWayOf, type ReplyWay } from './replying-sources';
export { responseSealed, type ResponseSealed } from './events/response-sealed.v1';
export { CLOCK_EVENT_KINDS, responseChanged, type ResponseChanged } from './events/response-changed.v1';
export { FORMATS, formatsOf, type FormatFacts } from './formats';
export {
  SNAPSHOT_COMPLETE,
  SOURCE_STATES,
  snapshotCompleteSchema,
  sourceSchema,
  sourceChanged,
  type Source,
  type SourceState,
  type SourceChanged,
} from './events/source-changed.v1';
export { sourceHeard, type SourceHeard } from './events/source-heard.v1';
export { POLL_STATES, sourcePolled, type PollStateName, type SourcePolled } from './events/source-polled.v1';
export {
  API_KEY_SCOPES,
  apiKeySchema,
  apiKeyChanged,
  type ApiKeyScope,
  type ApiKey,
  type ApiKeyChanged,
} from './events/api-key-changed.v1';
export { problemSchema, PROBLEM_CONTENT_TYPE, type Problem } from './http/problem';
export {
  deletedItemSchema,
  feedbackItemSchema,
  replyItemSchema,
  type DeletedItem,
  type FeedbackItem,
  type ReplyItem,
  type FeedbackAnswer,
} from './http/feedback.v1';
export { SERVICES, type ServiceName } from './http/services';
export {
  identityChanged,
  identityDecisionSchema,
  type IdentityChanged,
  type IdentityDecision,
} from './events/identity-changed.v1';
export { callPartTaken, type CallPartTaken } from './events/call-part.v1';
export { callStateChanged, type CallStateChanged } from './events/call-state.v1';
export {
  callAuthorSchema,
  callFactSchema,
  callPartSchema,
  type CallAuthor,
  type CallFact,
  type CallPart,
  type NewCallPart,
} from './call-part';
