import { z } from 'zod';
import { RELATION_KINDS } from './vocabulary';

/** How a feedback relates to an earlier one: an edge with a score and a reason, shown to people and reversible. */
export const relationSchema = z.object({
  kind: z.enum(RELATION_KINDS),
  /** feedbackId of the earlier feedback; absent for `original`. */
  of: z.uuid().optional(),
  /** 0 to 1: how alike the folded texts are; 1 for an exact or declared relation. */
  score: z.number().min(0).max(1),
  /** Reason codes in order of weight: `same-id`, `same-text`, `near-text`, `same-customer`, `shared-from`, `in-reply-to`, `quote-chain`, … */
  because: z.array(z.string()),
  /** 1 for the first content of this feedbackId, 2 for its first revision, … */
  revision: z.number().int().min(1).default(1),
  /** For a revision: folded text or stars changed (not only punctuation, case, script or emoji). */
  substantive: z.boolean().default(true),
  /** For a revision: an older `sourceUpdatedAt` than what is known: kept as history, changes nothing. */
  outdated: z.boolean().default(false),
  /** Id of the cluster of alike texts (feedbackId of its first member). */
  clusterId: z.uuid().optional(),
  /** Where on `feedback.received` the decision was taken from, `<partition>:<offset>`: a redelivery by Kafka has the same. */
  position: z.string().optional(),
});
export type Relation = z.output<typeof relationSchema>;
