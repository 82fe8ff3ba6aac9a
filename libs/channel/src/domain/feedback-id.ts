import { deterministicId, type Identity } from '@hearback/contracts';
import type { FileRowId } from './arrival';

/** All that a feedbackId may be derived from. */
export interface IdFacts {
  sourceId: string;
  externalId: string | undefined;
  /** The row of a file that this is. */
  file?: FileRowId | undefined;
  idempotencyKey: string | null;
  index: number;
  /** Hash of the item as it was given. */
  itemHash: () => string;
  identities: readonly Identity[];
  /** When the customer spoke, if the caller said so. */
  occurredAt: Date | null;
}

/** feedbackId of what a source calls `externalId`; also finds what a reply or share points to. */
export function feedbackIdOf(sourceId: string, externalId: string): string {
  return deterministicId(sourceId, externalId);
}

/** feedbackId of a row of a file that has no `externalId`. */
export function fileRowId(sourceId: string, { fileId, row }: FileRowId): string {
  return deterministicId(sourceId, 'file', fileId, row);
}

/**
 * The id that a repetition of the same post gets again, or null when nothing tells a repetition from a second customer
 * who says the same: merging strangers is worse than a visible double.
 */
export function repeatableId(facts: IdFacts): string | null {
  const { sourceId, externalId, idempotencyKey, identities, occurredAt } = facts;
  if (externalId !== undefined) return feedbackIdOf(sourceId, externalId);
  // Not the row's words: they depend on the mapping, which people correct between two tries.
  if (facts.file !== undefined) return fileRowId(sourceId, facts.file);
  if (idempotencyKey !== null) return deterministicId(sourceId, idempotencyKey, facts.index, facts.itemHash());
  const author = identities[0];
  if (author && occurredAt) return deterministicId(sourceId, author.hash, facts.itemHash(), occurredAt.toISOString());
  return null;
}
