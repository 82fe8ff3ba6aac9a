import type { FormatReading } from '../format';
import type { Arrival, GivenItem } from './arrival';
import { describeFaults, type Fault } from './fault';
import { givenItems, givenParts, givenReplies } from './given-items';
import { maskedAuthor } from './mask-contact';
import type { NewFeedback } from './build-feedback';
import { toCallPart } from './to-call-part';
import { toFeedback } from './to-feedback';
import { toReply } from './to-reply';
import { tellsOfDeletion, toTakenDown } from './to-taken-down';

/** What would become of a payload that is only tried. */
export interface Preview {
  kind: FormatReading['kind'];
  /** Of an ignored payload. */
  why?: string;
  items: TriedItem[];
  replies: TriedItem[];
}

export type TriedItem = { index: number } & (
  | { accepted: true; says: 'feedback' | 'deletion' | 'reply' | 'call-part'; fields: object }
  | { accepted: false; reason: string; detail: string; faults: Fault[] }
);

/** Judges what was read by the same rules as a payload that counts, and shows the fields without anybody's contact data. */
export function previewOf(reading: FormatReading, payload: Buffer, arrival: Arrival): Preview {
  if (reading.kind === 'ignored') return { kind: 'ignored', why: reading.why, items: [], replies: [] };
  if (reading.kind === 'refused') return { kind: 'refused', items: [refused(0, reading.faults)], replies: [] };
  if (reading.kind === 'calls')
    return {
      kind: 'calls',
      items: givenParts(reading.parts, payload).map((part) => triedPart(part, arrival)),
      replies: [],
    };
  return {
    kind: 'read',
    items: givenItems(reading, payload).map((item) => tried(item, arrival)),
    replies: givenReplies(reading, payload).map((reply) => triedReply(reply, arrival)),
  };
}

function tried(item: GivenItem, arrival: Arrival): TriedItem {
  const { index } = item;
  if (tellsOfDeletion(item)) {
    const judged = toTakenDown(item, arrival);
    if (!judged.ok) return refused(index, judged.faults);
    return { index, accepted: true, says: 'deletion', fields: judged.value };
  }
  const judged = toFeedback(item, arrival);
  if (!judged.ok) return refused(index, judged.faults);
  return { index, accepted: true, says: 'feedback', fields: shown(judged.value, item.value) };
}

function triedPart(given: GivenItem, arrival: Arrival): TriedItem {
  const { index } = given;
  const judged = toCallPart(given, arrival);
  if (!judged.ok) return refused(index, judged.faults);
  const { partId: _, authorEncrypted: _sealed, part, ...about } = judged.value;
  return {
    ...{ index, accepted: true, says: 'call-part' },
    fields: { ...about, ...part, author: maskedAuthor(given.value) },
  };
}

function triedReply(reply: GivenItem, arrival: Arrival): TriedItem {
  const judged = toReply(reply, arrival);
  if (!judged.ok) return refused(reply.index, judged.faults);
  const { by: _, ...fields } = judged.value;
  return { index: reply.index, accepted: true, says: 'reply', fields };
}

function shown({ customer, ...feedback }: NewFeedback, item: unknown): object {
  const { contentHash: _, originalEncrypted: _sealed, ...fields } = feedback;
  const identities = customer.identities.map(({ type }) => type);
  return {
    ...fields,
    customer: { kind: customer.kind, region: customer.region, identities },
    author: maskedAuthor(item),
  };
}

function refused(index: number, faults: Fault[]): TriedItem {
  return { index, accepted: false, reason: faults[0]!.reason, detail: describeFaults(faults), faults };
}
