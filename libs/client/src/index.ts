export type { BatchLimits } from './batch-queue';
export type { Connection } from './connection';
export { ItemRefused, SenderClosed, Undelivered, Unreached, type UndeliveredBatch } from './errors';
export { DEFAULT_BATCHES, feedbackSender, type FeedbackSender, type SenderOptions } from './feedback-sender';
export type { AcceptedItem, FeedbackItem, Problem } from './feedback-types';
export type { ItemOutcome } from './post-batch';
export { DEFAULT_RETRY, retryAfterMs, retryDelay, type RetryPolicy } from './retry-delay';
export { serviceClient, type ServiceClient, type ServicePaths } from './service-client';
