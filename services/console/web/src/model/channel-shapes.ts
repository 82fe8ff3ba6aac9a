import type { Channel, POLL_STATES as PollStates } from '@hearback/contracts';

// What the directory, the channel services and the register answer about sources, as far as the page uses it.

export interface SourceView {
  sourceId: string;
  channel: Channel;
  name: string;
  format?: string;
  timeZone: string;
  state: 'active' | 'paused';
  signed: boolean;
  /** Newest first: until when each is believed, null without an end. */
  secrets: { until: string | null }[];
  hasCredentials: boolean;
  settings: Record<string, string>;
  mapping: Record<string, string>;
  isDefault: boolean;
  rate: { itemsPerSecond: number; burst: number };
  changedAt: string;
  changedBy: string;
  /** Only in the answer to whoever had it made. */
  secret?: string;
}

export interface SourceChange {
  action: 'created' | 'changed' | 'secret-rotated' | 'removed';
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  by: string;
  at: string;
}

export interface SourceHealth {
  sourceId: string;
  health: 'ok' | 'learning' | 'paused' | 'quiet';
  since?: string;
  expected?: number;
  observed?: number;
  lastAt: string | null;
  last24Hours: { pushed: number; polled: number };
  /** Found by asking and never pushed; null of a source that is not reconciled. */
  gaps: number | null;
  /** Only of the replica that asks. */
  poll: { state: (typeof PollStates)[number]; why?: string; everySeconds: number; nextAt: string } | null;
}

export interface FormatFacts {
  name: string;
  channels: Channel[];
  proof: 'signature' | 'address' | 'bearer';
}

export interface OpenRefusals {
  sourceId: string;
  open: number;
  oldestAt: string;
}

export interface Fault {
  path: string;
  reason: string;
  detail: string;
}

export type TriedItem = { index: number } & (
  | { accepted: true; says: 'feedback' | 'deletion' | 'reply'; fields: Record<string, unknown> }
  | { accepted: false; reason: string; detail: string; faults: Fault[] }
);

export interface Trial {
  format: string;
  kind: 'read' | 'ignored' | 'refused';
  why?: string;
  items: TriedItem[];
  replies: TriedItem[];
}

export const REFUSAL_STATES = ['open', 'replayed', 'dismissed', 'superseded'] as const;
export type RefusalState = (typeof REFUSAL_STATES)[number];

export interface Refusal {
  refusedId: string;
  sourceId: string;
  channel: Channel;
  receivedAt: string;
  format: string;
  reasons: Fault[];
  /** Only its beginning was kept, so it cannot be read again. */
  truncated: boolean;
  state: RefusalState;
  replayingSince: string | null;
  closedAt: string | null;
  feedbackIds: string[];
}

export interface RefusalDetail extends Refusal {
  original: {
    text: string | null;
    /** In which it was read to be shown; null when that is not sure. */
    encoding: string | null;
    bytes: number | null;
    headers: Record<string, string>;
    index: number | null;
    serviceVersion: string;
  } | null;
  history: {
    at: string;
    kind: string;
    by: { id: string; name: string } | null;
    data: Record<string, unknown>;
  }[];
}

export interface ReplayAnswer {
  replayId: string;
  requested: number;
  skipped: { refusedId: string; why: string }[];
}
