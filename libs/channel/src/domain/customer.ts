import { createHmac } from 'node:crypto';
import type { FeedbackItem, Identity, Source } from '@hearback/contracts';
import { toE164 } from './phone';

/** The key under which identities are hashed (HMAC-SHA-256), with the version that goes beside each hash. */
export interface IdentityKey {
  version: number;
  key: Buffer;
}

export type Author = NonNullable<FeedbackItem['author']>;

// What systems write when they do not know who called; it would make one customer of all strangers.
const NOBODY = new Set(
  'anonymous anonymouscaller restricted blocked private withheld unavailable unknown none null undefined n/a na 0 - 匿名 匿名用户 匿名用戶 未知 无 無'.split(
    ' ',
  ),
);

/**
 * Every identity an author gave, strongest first (customer number, phone, e-mail, handle). A name is never one, nor is a
 * withheld number or one that the source knows to be shared.
 */
export function identitiesOf(author: Author | undefined, source: Source, key: IdentityKey): Identity[] {
  if (!author) return [];
  const found: Identity[] = [];
  const add = (type: Identity['type'], value: string | null) => {
    if (value === null) return;
    const hash = hashIdentity(type, value, key);
    if (!source.sharedIdentities.includes(hash)) found.push({ type, hash, keyVersion: key.version });
  };
  if (author.customerNumber !== undefined) add('customer-number', customerNumberOf(author.customerNumber));
  if (author.phone !== undefined) add('phone', isNobody(author.phone) ? null : toE164(author.phone, source.timeZone));
  if (author.email !== undefined) add('email', emailOf(author.email));
  if (author.id !== undefined) add('handle', handleOf(author.id, source));
  return found;
}

/** Keyed hash of a normalised identity, base64url. The type is part of it: the same digits as phone and number differ. */
export function hashIdentity(type: Identity['type'], normalised: string, key: IdentityKey): string {
  return createHmac('sha256', key.key).update(`${type}:${normalised}`).digest('base64url');
}

/** The partition key of a customer: the strongest identity, else the feedback alone. */
export function customerKeyOf(identities: readonly Identity[], feedbackId: string): string {
  const strongest = identities[0];
  return strongest ? `${strongest.type}:${strongest.hash}` : `anon:${feedbackId}`;
}

function customerNumberOf(given: string): string | null {
  return isNobody(given) ? null : given.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

function emailOf(given: string): string | null {
  const address = given.normalize('NFKC').trim().toLowerCase();
  return address.length <= 254 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(address) ? address : null;
}

// An id means someone only within its platform, and the source stands for that.
function handleOf(given: string, source: Source): string | null {
  return isNobody(given) ? null : JSON.stringify([source.sourceId, given.normalize('NFC').trim()]);
}

function isNobody(given: string): boolean {
  const folded = given.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '');
  return folded === '' || NOBODY.has(folded);
}
