import { deterministicId } from './deterministic-id';

/**
 * The replyId of what a source calls `externalReplyId`, as `reply.observed` has it. A reply of Hearback's own that comes back
 * by a poll or a stream has this id there, and by it is known to be the one that was delivered.
 */
export function observedReplyId(sourceId: string, feedbackId: string, externalReplyId: string): string {
  return deterministicId('reply', sourceId, feedbackId, externalReplyId);
}
