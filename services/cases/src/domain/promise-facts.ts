import type { CaseFeedback } from '@hearback/contracts';
import type { KnownFeedback } from './case';

/** A feedback as promises see it: who spoke, and when the words to be answered reached the bank. */
export function promiseFacts(feedback: KnownFeedback, receivedAt: string): CaseFeedback {
  const { feedbackId, channel, sourceId, speaker: customerKey, branch } = feedback;
  return { feedbackId, receivedAt, channel, sourceId, customerKey, ...(branch === null ? {} : { branch }) };
}
