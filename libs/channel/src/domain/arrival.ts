import type { Feedback, Source } from '@hearback/contracts';
import type { IdentityKey } from './customer';
import type { Fault } from './fault';
import type { BodyItem } from './read-body';

/** What is known of a request before its items are read. */
export interface Arrival {
  source: Source;
  /** The format that read the payload, with its version. */
  format: string;
  receivedAt: Date;
  idempotencyKey: string | null;
  /** How many items the request held; absent where one of them is read again alone. */
  requestItems?: number;
  sealing: Sealing;
  randomId(): string;
}

export interface Sealing {
  identity: IdentityKey;
  contacts(plain: string): string;
  originals(plain: Buffer): string;
}

export type Attachment = Feedback['attachments'][number];

/** A row of a file: what its feedback is called by where it has no `externalId`. */
export interface FileRowId {
  /** The hash of the file's bytes. */
  fileId: string;
  row: number;
}

/** An item, as a caller or a format gives it. */
export type GivenItem = Pick<BodyItem, 'index' | 'value' | 'faults' | 'original'> & {
  attachments?: Attachment[];
  /** `original` is what its format cut out of a larger payload. */
  part?: boolean;
  /** The row of a file that this is. */
  file?: FileRowId;
};

export type Judged<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };
