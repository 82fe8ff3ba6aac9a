import type { Fault } from './domain/fault';
import type { Attachment } from './domain/arrival';

/** What a vendor sends to POST /v1/hooks/<sourceId>, before anything of it was believed. */
export interface HookRequest {
  rawBody: Buffer;
  headers: Record<string, string | string[] | undefined>;
  /** The whole address that the vendor called, as it is known outside (PUBLIC_URL), with its query. */
  url: string;
}

/** One outside format. One file for each in a channel service's `src/formats`, pure, with its test and samples beside it. */
export interface Format {
  /** As sources name it, for instance `typeform`. */
  name: string;
  /** Goes up when the same payload would be read differently. */
  version: number;
  /** Media types its vendor sends. */
  contentTypes: readonly string[];
  /**
   * Whether the vendor signed these bytes with this secret; must compare in constant time (`sameSignature`). A format whose
   * vendor signs nothing has none: then the hook asks for a bearer key that may post.
   */
  verify?(request: HookRequest, secret: string): boolean;
  /** Reads a payload, which `verify` has let through but which may hold anything. */
  read(payload: Buffer): FormatReading;
}

/**
 * What a payload said. `ignored` says why nothing of it concerns Hearback (a test call, somebody else's event); what a
 * customer said and could not be read must be refused instead, so that it is kept.
 */
export type FormatReading =
  | { kind: 'read'; items: FormatItem[]; replies?: FormatReply[] }
  | { kind: 'ignored'; why: string }
  | { kind: 'refused'; faults: Fault[] };

/** An item in the words of POST /v1/feedback; it is judged by the same rules. */
export interface FormatItem {
  value: unknown;
  attachments?: Attachment[];
  /** The part of the payload this came from, when it is one of several. */
  original?: Buffer;
  /** The vendor's item could not be read; `value` means nothing then. */
  faults?: Fault[];
}

/** A reply in the words of POST /v1/replies. */
export interface FormatReply {
  value: unknown;
}
