import type { VendorAccess, VendorHttp } from './poller';

/** A reply on its way out. */
export interface OutgoingReply {
  replyId: string;
  caseId: string;
  feedbackId: string;
  /** The vendor's id of what is answered. */
  externalId: string | undefined;
  text: string;
  /** The customer's address, where the channel needs one; unsealed for this call only. */
  contact?: { email?: string; phone?: string; handle?: string };
}

export type Sent =
  | { kind: 'delivered'; externalReplyId?: string; deliveredAt?: string }
  /** Too fast or out of order: try again, not before so many seconds. */
  | { kind: 'wait'; seconds: number; why: string }
  /** The vendor will not take it (gone, too long, forbidden). */
  | { kind: 'failed'; reason: string };

/** Delivers replies through the channel that the feedback came from. `replyId` is the vendor's idempotency key where it has one. */
export interface Sender {
  /** The format's name; of one that serves no format, a name for counters. */
  name: string;
  baseUrl: string;
  /** Whether the same call twice shows one reply only: then an unknown outcome may be tried again. */
  idempotent: boolean;
  /** For how long the vendor knows a call again, where that ends: later one whose outcome nobody learned is not repeated. */
  knownForMs?: number;
  send(reply: OutgoingReply, io: { access: VendorAccess; http: VendorHttp; now: Date }): Promise<Sent>;
}
