import { SNAPSHOT_COMPLETE } from '@hearback/contracts';

/** What to publish again at a start, in this order: all there is, then tombstones for the rest, then the mark of completeness. */
export interface Snapshot<R> {
  records: R[];
  tombstones: string[];
}

/**
 * The whole of a topic from the rows of the database and the ids that lie on the topic. An id on the topic that the database
 * does not hold (an older database was restored, or a new one put in place) gets a tombstone: PostgreSQL is the truth.
 */
export function snapshotOf<R>(
  rows: readonly { id: string; active: boolean; record: R }[],
  idsOnTopic: ReadonlySet<string>,
): Snapshot<R> {
  const active = rows.filter((row) => row.active);
  const activeIds = new Set(active.map((row) => row.id));
  const gone = new Set([...rows.filter((row) => !row.active).map((row) => row.id), ...idsOnTopic]);
  gone.delete(SNAPSHOT_COMPLETE);
  return {
    records: active.map((row) => row.record),
    tombstones: [...gone].filter((id) => !activeIds.has(id)).sort(),
  };
}
