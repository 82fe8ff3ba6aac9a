/** What the body of a request holds, by its Content-Type and the CloudEvents headers. */
export type BodyKind = 'json' | 'ndjson' | 'cloudevent' | 'cloudevent-batch' | 'cloudevent-binary';

const KINDS: Record<string, BodyKind> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/cloudevents+json': 'cloudevent',
  'application/cloudevents-batch+json': 'cloudevent-batch',
};

/** The content types of POST /v1/feedback, for the sentence that refuses another. */
export const BODY_TYPES = Object.keys(KINDS);

/** null for a content type that is not understood. */
export function bodyKind(contentType: string | undefined, ceSpecVersion: string | undefined): BodyKind | null {
  const kind = KINDS[mediaType(contentType) ?? ''] ?? null;
  return kind === 'json' && ceSpecVersion !== undefined ? 'cloudevent-binary' : kind;
}

const UTF8 = ['utf-8', 'utf8', 'us-ascii'];

/**
 * The media type without its parameters, or null when it is absent or names a charset that is neither UTF-8 nor one of
 * `charsets`: bytes of another charset read as UTF-8 would be accepted as nonsense.
 */
export function mediaType(contentType: string | undefined, charsets: readonly string[] = []): string | null {
  if (contentType === 'application/json') return contentType;
  const [type, ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((p) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(p)?.[1]).find(Boolean);
  if (charset !== undefined && !UTF8.includes(charset) && !charsets.includes(charset)) return null;
  return type!.trim() || null;
}
