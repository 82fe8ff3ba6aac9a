import { FORMATS, type Channel, type Source } from '@hearback/contracts';

type SealedSecret = Source['secretsEncrypted'][number];

/** What may be said of a source at any time; the rest is said once, when it is made. */
export interface SourceFields {
  name: string;
  timeZone: string;
  rate: Source['rate'];
  settings: Record<string, string>;
  mapping: Record<string, string>;
  state: Source['state'];
  /** Sealed; null takes them away. */
  credentialsEncrypted: string | null;
}

export type NewSource = Omit<SourceFields, 'state'> & {
  sourceId: string;
  channel: Channel;
  format: string | undefined;
};

export type SourceRefusal =
  | 'source-unknown'
  | 'source-exists'
  | 'source-is-default'
  | 'format-unknown'
  | 'format-takes-no-secret'
  | 'secret-unfit'
  | 'too-many-secrets';

/** What becomes of a source, and which of its fields were changed; nothing secret is among those. */
export type SourceDecision =
  { ok: true; next: Source; changes: { before: object; after: object } | null } | { ok: false; error: SourceRefusal };

// An overlap is for one change of a vendor's settings; whoever has more secrets about has lost track of them.
const SECRETS_AT_ONCE = 5;

/** A source as it begins: active, not the default of its channel. `sealed` is its secret, where its format has one. */
export function makeSource(wanted: NewSource, sealed: string | null, at: Date): SourceDecision {
  const { credentialsEncrypted, format, ...fields } = wanted;
  if (format !== undefined && !isFormatOf(format, wanted.channel)) return { ok: false, error: 'format-unknown' };
  const next: Source = {
    kind: 'source',
    ...fields,
    ...(format === undefined ? {} : { format }),
    state: 'active',
    secretsEncrypted: sealed === null ? [] : [{ sealed }],
    ...(credentialsEncrypted === null ? {} : { credentialsEncrypted }),
    isDefault: false,
    sharedIdentities: [],
    changedAt: at.toISOString(),
  };
  return { ok: true, next, changes: { before: {}, after: shownOf(next) } };
}

/** Says of a source what is given; without a difference nothing changes. */
export function changeSource(source: Source, given: Partial<SourceFields>, at: Date): SourceDecision {
  const { credentialsEncrypted, ...fields } = given;
  const { credentialsEncrypted: before, ...rest } = source;
  const credentials = credentialsEncrypted === undefined ? before : (credentialsEncrypted ?? undefined);
  const next: Source = {
    ...rest,
    ...fields,
    ...(credentials === undefined ? {} : { credentialsEncrypted: credentials }),
    changedAt: at.toISOString(),
  };
  const changes = differenceOf(shownOf(source), shownOf(next));
  // Sealing the same credentials again gives other bytes, so being given counts as a change.
  if (changes === null && credentialsEncrypted === undefined) return { ok: true, next: source, changes: null };
  return { ok: true, next, changes: changes ?? { before: {}, after: { credentials: 'given anew' } } };
}

/**
 * The new secret goes first; those before it hold for the overlap, or as long as they would have held anyway if that is
 * shorter. Without an overlap they are gone at once.
 */
export function rotateSecret(
  source: Source,
  { sealed, overlapSeconds }: { sealed: string; overlapSeconds: number },
  at: Date,
): SourceDecision {
  if (proofOf(source.format) === 'bearer') return { ok: false, error: 'format-takes-no-secret' };
  const until = new Date(at.getTime() + overlapSeconds * 1_000).toISOString();
  const kept = overlapSeconds === 0 ? [] : secretsInForce(source.secretsEncrypted, at).map(endingBy(until));
  if (kept.length >= SECRETS_AT_ONCE) return { ok: false, error: 'too-many-secrets' };
  const next = { ...source, secretsEncrypted: [{ sealed }, ...kept], changedAt: at.toISOString() };
  const changes = differenceOf(shownOf(source), shownOf(next));
  return { ok: true, next, changes: changes ?? { before: {}, after: { secrets: 'replaced' } } };
}

function endingBy(until: string): (secret: SealedSecret) => SealedSecret {
  return (secret) => ({ ...secret, until: secret.until !== undefined && secret.until < until ? secret.until : until });
}

/** Without its default source a channel could not take what names none; such a source can be paused. */
export function removeSource(source: Source, at: Date): SourceDecision {
  if (source.isDefault) return { ok: false, error: 'source-is-default' };
  const { credentialsEncrypted: _, ...rest } = source;
  const next: Source = { ...rest, secretsEncrypted: [], changedAt: at.toISOString() };
  return { ok: true, next, changes: { before: shownOf(source), after: {} } };
}

export function secretsInForce(secrets: readonly SealedSecret[], at: Date): SealedSecret[] {
  return secrets.filter(({ until }) => until === undefined || Date.parse(until) > at.getTime());
}

/** What a caller may be shown of a source. */
export function shownOf(source: Source) {
  const {
    kind: _,
    secretsEncrypted,
    secretEncrypted: _old,
    credentialsEncrypted,
    sharedIdentities: _shared,
    ...shown
  } = source;
  return {
    ...shown,
    signed: secretsEncrypted.length > 0,
    secrets: secretsEncrypted.map(({ until }) => ({ until: until ?? null })),
    hasCredentials: credentialsEncrypted !== undefined,
  };
}

/** How payloads of this format show where they come from; a source without format takes bearer keys. */
export function proofOf(format: string | undefined): 'signature' | 'address' | 'bearer' {
  return format === undefined ? 'bearer' : (FORMATS[format]?.proof ?? 'signature');
}

const PRINTABLE = /^[\x21-\x7e]{8,512}$/;
// A secret in an address travels where signatures do not; it must be long, and mean the same in every address.
const IN_AN_ADDRESS = /^[\w-]{24,256}$/;
// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: 24 to 64 bytes, in base64.
const STANDARD_WEBHOOKS = /^whsec_([A-Za-z0-9+/]{32,86}={0,2})$/;

/** Whether a secret that was given can do its work in this format. */
export function isFitSecret(format: string | undefined, secret: string): boolean {
  if (format === 'standard-webhooks') return STANDARD_WEBHOOKS.test(secret);
  // Its vendor makes the secret that it signs by; an older version of it is given one for the address.
  if (format === 'formbricks' && STANDARD_WEBHOOKS.test(secret)) return true;
  return (proofOf(format) === 'address' ? IN_AN_ADDRESS : PRINTABLE).test(secret);
}

/** A secret of the format out of 256 random bits. */
export function secretOf(format: string | undefined, random: Buffer): string {
  return format === 'standard-webhooks' ? `whsec_${random.toString('base64')}` : random.toString('base64url');
}

function isFormatOf(format: string, channel: Channel): boolean {
  return Object.hasOwn(FORMATS, format) && FORMATS[format]!.channels.includes(channel);
}

function differenceOf(before: object, after: object): { before: object; after: object } | null {
  const old = before as Record<string, unknown>;
  const changed = Object.entries(after).filter(
    ([name, value]) => name !== 'changedAt' && JSON.stringify(value) !== JSON.stringify(old[name]),
  );
  if (changed.length === 0) return null;
  return { before: Object.fromEntries(changed.map(([name]) => [name, old[name]])), after: Object.fromEntries(changed) };
}
