import { FEEDBACK_LIMITS, type FeedbackItem } from '@hearback/contracts';
import { cleanText } from '@hearback/text';
import type { Fault } from './fault';

/** Attributes as text, within their caps. */
export function attributesOf(given: FeedbackItem['attributes']): { values: Record<string, string>; faults: Fault[] } {
  if (!given) return { values: {}, faults: [] };
  const entries = Object.entries(given);
  const { attributes, attributeBytes } = FEEDBACK_LIMITS;
  const faults: Fault[] = [];
  if (entries.length > attributes)
    faults.push({ path: 'attributes', reason: 'too-many', detail: `has more than ${attributes} attributes` });
  const cleaned = entries.map(([name, value]) => {
    const [key, text] = [cleanText(name).text, cleanText(String(value)).text];
    const path = `attributes.${name.slice(0, 64)}`;
    if (Buffer.byteLength(key) + Buffer.byteLength(text) > attributeBytes)
      faults.push({ path, reason: 'too-long', detail: `has more than ${attributeBytes} bytes` });
    // Beyond 2^53 the digits were lost before anyone could see them; such a number is an id and belongs in quotes.
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      faults.push({ path, reason: 'wrong-type', detail: 'expected a string: a number this large loses digits' });
    return [key, text] as const;
  });
  return { values: Object.fromEntries(cleaned), faults };
}
