import type { Fault } from './domain/fault';
import type { NewCallPart } from '@hearback/contracts';
import type { Attachment } from './domain/arrival';
import type { VendorAccess, VendorHttp } from './poller';

/** What a vendor sends to POST /v1/hooks/<sourceId>, before anything of it was believed. */
export interface HookRequest {
  rawBody: Buffer;
  headers: Record<string, string | string[] | undefined>;
  /** The whole address that the vendor called, as it is known outside (PUBLIC_URL), with its query. */
  url: string;
  /** When it came in, for signatures that hold for minutes; the edge always says it. */
  receivedAt?: Date;
}

/** One outside format. One file for each in a channel service's `src/formats`, pure, with its test and samples beside it. */
export interface Format {
  /** As sources name it, for instance `typeform`. */
  name: string;
  /** Goes up when the same payload would be read differently. */
  version: number;
  /** Media types its vendor sends. */
  contentTypes: readonly string[];
  /** Charsets, in small letters, that `read` decodes by itself beside UTF-8. */
  charsets?: readonly string[];
  /**
   * Answers a vendor that first asks whether the address is ours (a challenge to echo, an OPTIONS request). Undefined when
   * the request is no such question. `secrets` are those in force, the newest first.
   */
  handshake?(request: HandshakeRequest, secrets: readonly string[], context?: ReadContext): HandshakeAnswer | undefined;
  /** What its vendor expects to hear when all was taken; 202 with Hearback's own answer otherwise. */
  thanks?: HandshakeAnswer;
  /**
   * Whether the vendor signed these bytes with this secret; asked for each secret in force, and must compare in constant time (`sameSignature`). A format whose
   * vendor signs nothing has none: then the hook asks for a bearer key that may post.
   */
  verify?(request: HookRequest, secret: string): boolean;
  /**
   * Its vendor signs nothing and may call /v1/hooks/<sourceId>/<secret> instead: one of the source's secrets at the end of the
   * address stands for a signature. Beside `verify`: its vendor signs in newer versions only, and a bearer key does as well.
   */
  secretAddress?: boolean;
  /**
   * Asks the vendor for what a payload only points to, or for its own copy of what nobody signed; `read` gets that instead.
   * After `verify`. Pure but for `http`, as a poller is.
   */
  fetch?(payload: Buffer, io: { access: VendorAccess; http: VendorHttp; context: ReadContext }): Promise<Fetched>;
  /** Address of the vendor that `fetch` asks; the source's `baseUrl` replaces it. */
  baseUrl?: string;
  /** Reads a payload, which `verify` has let through but which may hold anything. */
  read(payload: Buffer, context?: ReadContext): FormatReading;
  /**
   * Reads what this format gave as the `original` of an item that was refused, when a person replays it; `read` where it is
   * absent. Needed by formats whose parts are no payloads.
   */
  readPart?(part: Buffer, context?: ReadContext): FormatReading;
}

/** What asking the vendor for the whole payload came to. */
export type Fetched =
  | { kind: 'fetched'; payload: Buffer; contentType: string }
  /** There is nothing to ask for, or nothing to ask with: `read` gets the payload as it came. */
  | { kind: 'as-it-came' }
  /** Too fast or out of order: the vendor of the hook is told to send it again, not before so many seconds. */
  | { kind: 'wait'; seconds: number; why: string }
  /** Sending it again would not help: refused and kept. */
  | { kind: 'failed'; why: string };

/** What a source of this format was told in the directory. */
export interface ReadContext {
  contentType: string | undefined;
  /** Of the format, for instance an app's id or the handle of the bank's own account. */
  settings: Readonly<Record<string, string>>;
  /** Hearback's field by the vendor's path, for formats whose fields every customer names otherwise (forms, files). */
  mapping: Readonly<Record<string, string>>;
  /** Of the request; of one that is read again only those that were kept (`domain/refusal.ts`). */
  headers?: HookRequest['headers'];
}

export interface HandshakeRequest extends HookRequest {
  method: 'GET' | 'OPTIONS' | 'POST';
  query: Readonly<Record<string, string>>;
}

export interface HandshakeAnswer {
  status: number;
  contentType: string;
  body: string;
  headers?: Record<string, string>;
}

/**
 * What a payload said. `ignored` says why nothing of it concerns Hearback (a test call, somebody else's event); what a
 * customer said and could not be read must be refused instead, so that it is kept.
 */
export type FormatReading =
  | { kind: 'read'; items: FormatItem[]; replies?: FormatReply[] }
  /** Pushes about calls, which the service assembles (its definition has `work`). */
  | { kind: 'calls'; parts: FormatCallPart[] }
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
  /** When it was said, for the gap ledger alone, where `value` has no `occurredAt`. */
  saidAt?: string;
}

/** A push about a call; judged by `callPartSchema`, its times without a zone are the source's. */
export interface FormatCallPart {
  value: NewCallPart | undefined;
  /** The part of the payload this came from, when it is one of several. */
  original?: Buffer;
  /** The vendor's record could not be read; `value` means nothing then. */
  faults?: Fault[];
}

/** A reply in the words of POST /v1/replies. */
export interface FormatReply {
  value: unknown;
}
