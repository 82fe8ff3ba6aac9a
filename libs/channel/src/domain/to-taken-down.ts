import { deletedItemSchema, type feedbackTakenDown } from '@hearback/contracts';
import type { z } from 'zod';
import type { Arrival, GivenItem, Judged } from './arrival';
import { faultsOf, type Fault } from './fault';
import { feedbackIdOf } from './feedback-id';
import { pastTime } from './past-time';

export type NewTakenDown = z.input<typeof feedbackTakenDown.schema>;

/** Whether an item tells of a deletion at the source, and not of something said. */
export function tellsOfDeletion({ value, faults }: GivenItem): boolean {
  return !faults && typeof value === 'object' && value !== null && Object.hasOwn(value, 'deleted');
}

/** What the source deleted, by the id that its feedback has; it may arrive before that. */
export function toTakenDown(given: GivenItem, arrival: Arrival): Judged<NewTakenDown> {
  const parsed = deletedItemSchema.safeParse(given.value);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const { externalId, updatedAt } = parsed.data;
  const faults: Fault[] = [];
  const { sourceId, timeZone } = arrival.source;
  const deletedAt = pastTime(updatedAt, 'updatedAt', { timeZone, now: arrival.receivedAt, faults });
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    value: {
      feedbackId: feedbackIdOf(sourceId, externalId),
      sourceId,
      deletedAt: (deletedAt ?? arrival.receivedAt).toISOString(),
      observedAt: arrival.receivedAt.toISOString(),
    },
  };
}
