import type { FormatCallPart, FormatReading } from '../format';
import type { GivenItem } from './arrival';

type Read = Extract<FormatReading, { kind: 'read' }>;

/** The items of a payload as they are judged; what says nothing of its own bytes is kept with the whole payload. */
export function givenItems({ items }: Read, payload: Buffer): GivenItem[] {
  return items.map(({ value, attachments, original, faults }, index): GivenItem => {
    return {
      index,
      value,
      faults: faults ?? null,
      original: () => original ?? payload,
      ...(attachments ? { attachments } : {}),
      part: original !== undefined,
    };
  });
}

/** Likewise for what it says of calls. */
export function givenParts(parts: readonly FormatCallPart[], payload: Buffer): GivenItem[] {
  return parts.map(({ value, original, faults }, index): GivenItem => {
    return { index, value, faults: faults ?? null, original: () => original ?? payload, part: original !== undefined };
  });
}

/** Likewise for its replies. */
export function givenReplies({ replies = [] }: Read, payload: Buffer): GivenItem[] {
  return replies.map(({ value }, index): GivenItem => ({ index, value, faults: null, original: () => payload }));
}
