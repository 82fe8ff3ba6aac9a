import {
  describeFaults,
  type Format,
  type FormatItem,
  type FormatReply,
  type VendorAccess,
  type VendorAnswer,
} from '@hearback/channel';

/** What an answer said by its format; an answer that is no page leaves the cursor where it was. */
export type ReadAnswer = { ok: true; items: FormatItem[]; replies: FormatReply[] } | { ok: false; why: string };

/** Reads a vendor's answer as if the vendor had sent it. */
export function readAnswer(format: Format, { body, headers }: VendorAnswer, { settings }: VendorAccess): ReadAnswer {
  const reading = format.read(body, { contentType: headers['content-type'], settings, mapping: {} });
  if (reading.kind === 'ignored') return { ok: true, items: [], replies: [] };
  if (reading.kind === 'read') return { ok: true, items: reading.items, replies: reading.replies ?? [] };
  if (reading.kind === 'calls') return { ok: false, why: `the answer is no ${format.name} but tells of calls` };
  return { ok: false, why: `the answer is no ${format.name}: ${describeFaults(reading.faults)}` };
}

/** Reads what a vendor lists as if each of it had been pushed; one that cannot be read is refused alone. */
export function readPushes(
  format: Format,
  pushes: readonly object[],
  { settings }: VendorAccess,
): { items: FormatItem[]; replies: FormatReply[] } {
  const items: FormatItem[] = [];
  const replies: FormatReply[] = [];
  for (const push of pushes) {
    const original = Buffer.from(JSON.stringify(push));
    const reading = format.read(original, { contentType: 'application/json', settings, mapping: {} });
    if (reading.kind === 'refused') items.push({ value: null, original, faults: reading.faults });
    if (reading.kind !== 'read') continue;
    items.push(...reading.items);
    replies.push(...(reading.replies ?? []));
  }
  return { items, replies };
}
