import { deterministicId, type Feedback } from '@hearback/contracts';
import type { Arrival, FileRowId, GivenItem } from './arrival';
import { feedbackIdOf, fileRowId } from './feedback-id';
import { pastTime } from './past-time';
import { tellsOfDeletion } from './to-taken-down';

type Sent = Pick<Arrival, 'source' | 'idempotencyKey' | 'requestItems'>;

/** What a feedback came in and its place there, as far as its sender said so. */
export function sentAs({ file, index }: Pick<GivenItem, 'file' | 'index'>, arrival: Sent): Feedback['sentAs'] {
  const { source, idempotencyKey, requestItems } = arrival;
  const { sourceId } = source;
  if (file) return { within: sentInFile(sourceId, file), item: fileRowId(sourceId, file) };
  const within = sentInRequest(arrival);
  if (within === undefined) return undefined;
  // Of a request that leaves out what was accepted the first time, another item stands at the same place.
  if (requestItems === undefined) return { within };
  return { within, item: deterministicId('sent-at', sourceId, idempotencyKey, requestItems, index) };
}

/** A file, by its bytes. */
export function sentInFile(sourceId: string, { fileId }: Pick<FileRowId, 'fileId'>): string {
  return deterministicId('sent-in-file', sourceId, fileId);
}

/** A request, by its Idempotency-Key; undefined without one. */
export function sentInRequest({ source, idempotencyKey }: Sent): string | undefined {
  if (idempotencyKey === null) return undefined;
  return deterministicId('sent-in-request', source.sourceId, idempotencyKey);
}

/** What the correction of an item that was refused is known by, once it is accepted; see `feedback.refused`. */
export interface Awaited {
  awaits?: string;
  sourceUpdatedAt?: string;
}

/** Says nothing rather than something that another feedback could be known by too. */
export function awaitedFeedback(item: GivenItem, arrival: Arrival): Awaited {
  // What corrects a deletion is a deletion.
  if (tellsOfDeletion(item)) return {};
  const { externalId, updatedAt } = readableOf(item);
  if (typeof externalId === 'string' && externalId.length >= 1 && externalId.length <= EXTERNAL_ID_LENGTH)
    return { awaits: feedbackIdOf(arrival.source.sourceId, externalId), ...updated(updatedAt, arrival) };
  const awaits = sentAs(item, arrival)?.item;
  return awaits === undefined ? {} : { awaits };
}

/** Likewise for a body that was refused as a whole: any feedback of the same request. */
export function awaitedRequest(arrival: Sent): Awaited {
  const awaits = sentInRequest(arrival);
  return awaits === undefined ? {} : { awaits };
}

const EXTERNAL_ID_LENGTH = 512;

// Of what could not be read `value` means nothing; the cells of a row that can be read are there beside its faults.
function readableOf({ value, faults, file }: GivenItem): { externalId?: unknown; updatedAt?: unknown } {
  const readable = !faults || file !== undefined;
  return readable && typeof value === 'object' && value !== null ? value : {};
}

function updated(given: unknown, { source: { timeZone }, receivedAt }: Arrival): Awaited {
  if (typeof given !== 'string') return {};
  const at = pastTime(given, 'updatedAt', { timeZone, now: receivedAt, faults: [] });
  return at === null ? {} : { sourceUpdatedAt: at.toISOString() };
}
