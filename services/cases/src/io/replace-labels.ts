import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { Arrival } from '../domain/case';

/**
 * Writes the labels of another model beside the contents that it read, after all contents of the batch are written: one
 * that was revised in the same batch keeps them in its history only. Each content must come once.
 */
export async function replaceLabels(client: PoolClient, arrivals: readonly Arrival[]): Promise<void> {
  const values = [
    arrayLiteral(arrivals.map(({ feedback }) => feedback.feedbackId)),
    arrayLiteral(arrivals.map(({ feedback }) => feedback.contentHash)),
    arrayLiteral(arrivals.map(({ labels }) => JSON.stringify(labels))),
  ];
  // The contents of one that was never revised stand in `feedback` alone.
  for (const table of ['feedback', 'feedback_revision'])
    await client.query(
      `update ${table} f set labels = n.labels
         from unnest($1::uuid[], $2::text[], $3::json[]) as n (feedback_id, content_hash, labels)
        where f.feedback_id = n.feedback_id and f.content_hash = n.content_hash`,
      values,
    );
}
