import type { Channel, Reason, RelationKind } from '@hearback/contracts';

// What the services answer, as far as the page uses it. Members that an older service does not send are optional.

export interface Figure {
  met: number;
  missed: number;
  running: number;
  rate: number | null;
}

export interface Backlog {
  count: number;
  oldestSeconds: number | null;
}

export interface ResponseRate {
  from: string;
  to: string;
  asOf: string;
  policyVersion?: string;
  total: Figure;
  by: ({ key: string } & Figure)[];
  excluded?: { reason: string; count: number }[];
  beside?: { refusedOpen?: Backlog | null; parked?: Backlog | null; inFlight?: Backlog | null };
}

export interface ClockItem {
  clockId: string;
  caseId: string;
  feedbackId: string;
  channel: Channel;
  startedAt: string;
  dueAt: string;
  state: string;
}

export interface ClockPage {
  items: ClockItem[];
  next?: string | null;
  now: string;
}

export const AXES = ['product', 'cause', 'kind', 'sentiment', 'urgency'] as const;
export type Axis = (typeof AXES)[number];

export interface Label {
  value: string;
  confidence?: number;
  needsReview?: boolean;
  because?: Reason[];
}

export type LabelSet = Partial<Record<Axis, Label | string>>;

export interface RelationView {
  kind: RelationKind;
  of?: string | null;
  score?: number;
  because?: string[];
}

export interface CaseSummary {
  caseId: string;
  version: number;
  state: string;
  channel: Channel;
  openedAt: string;
  title?: string | null;
  excerpt?: string | null;
  labels?: LabelSet;
  relation?: RelationView | null;
  assignee?: string | { id: string; name?: string } | null;
  team?: string | null;
  feedbacks?: number;
  mentions?: number;
  lookalikes?: number;
}

export interface FeedbackView {
  feedbackId: string;
  /** `opened`, `joined` or `mention`. */
  state?: string;
  channel: Channel;
  receivedAt: string;
  occurredAt?: string;
  text?: string | null;
  title?: string | null;
  rating?: { stars: number } | number | null;
  relation?: RelationView | null;
  labels?: LabelSet;
  customer?: { name?: string | null; region?: string | null; anonymous?: boolean } | null;
  revisions?: { revision: number; receivedAt: string; title?: string | null; text?: string | null }[];
}

/** Services write an id, a name, or both. */
export interface Person {
  id?: string;
  name?: string | null;
}

export interface TimelineEntry {
  version: number;
  at: string;
  kind: string;
  by?: string | Person | null;
  data?: Record<string, unknown> | null;
}

export interface CaseDetail extends Omit<CaseSummary, 'feedbacks'> {
  feedbacks?: FeedbackView[];
  timeline?: TimelineEntry[];
  /** What several customers said alike, this case among them. */
  campaign?: { size: number; customers: number; reach: number; firstSeenAt: string } | null;
  /** Other cases of the same cluster. */
  links?: {
    caseId: string;
    openedBy?: string;
    title?: string | null;
    excerpt?: string | null;
    channel: Channel;
    openedAt: string;
  }[];
}

/** Who did it or whose it is, in words. */
export function personName(person: string | Person | null | undefined): string | null {
  if (!person) return null;
  return typeof person === 'string' ? person : (person.name ?? person.id ?? null);
}

/** A label in one form: older answers carry the bare value. */
export function labelOf(labels: LabelSet | undefined, axis: Axis): Label | null {
  const label = labels?.[axis];
  if (!label) return null;
  return typeof label === 'string' ? { value: label } : label;
}

/** The labels of a case with the confidence of the feedback that opened it, as long as nobody has corrected them. */
export function caseLabels(detail: Pick<CaseDetail, 'labels' | 'feedbacks'>): LabelSet {
  const opening = detail.feedbacks?.[0]?.labels;
  return Object.fromEntries(
    AXES.flatMap((axis) => {
      const own = labelOf(detail.labels, axis);
      const judged = labelOf(opening, axis);
      const label = own && judged?.value === own.value ? judged : (own ?? judged);
      return label ? [[axis, label]] : [];
    }),
  );
}
