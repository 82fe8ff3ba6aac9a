import { FEEDBACK_LIMITS } from '@hearback/contracts';
import type { BatchLimits } from './domain/cut-batch';

/** Bounds of one publisher. */
export interface PublishLimits extends BatchLimits {
  /** Records and bytes that may wait over all partitions; beyond either, `publish` is refused at once. */
  waitingRecords: number;
  waitingBytes: number;
  /** How long a caller waits for the acknowledgement before it is refused as `unavailable`. */
  deadlineMs: number;
  /** Largest value of an event in bytes. */
  eventBytes: number;
  /** Largest record that `publishRaw` takes: parked originals carry headers on top of what other programs wrote. */
  rawBytes: number;
  /** After this an unanswered request is sent again. */
  requestTimeoutMs: number;
}

export const PUBLISH_LIMITS: PublishLimits = {
  batchRecords: 500,
  batchBytes: 512 * 1024,
  waitingRecords: 20_000,
  waitingBytes: 32 * 1024 * 1024,
  deadlineMs: 10_000,
  eventBytes: FEEDBACK_LIMITS.eventBytes,
  rawBytes: 2_500_000,
  requestTimeoutMs: 4_000,
};
