import { FEEDBACK_LIMITS, feedbackItemSchema, type FeedbackItem, type Source } from '@hearback/contracts';
import { cleanText } from '@hearback/text';
import { attributesOf } from './attributes';
import type { Arrival, GivenItem, Judged } from './arrival';
import { buildFeedback, type Checked, type NewFeedback } from './build-feedback';
import { faultsOf, unknownField, type Fault } from './fault';
import { pastTime } from './past-time';

/** One item becomes one normalised feedback, or all that is wrong with it. */
export function toFeedback(given: GivenItem, arrival: Arrival): Judged<NewFeedback> {
  if (given.faults) return { ok: false, faults: given.faults };
  const parsed = feedbackItemSchema.safeParse(given.value);
  const hidden = prototypeFields(given.value);
  if (!parsed.success) return { ok: false, faults: [...faultsOf(parsed.error), ...hidden] };
  const checked = check(parsed.data, arrival);
  const faults = [...hidden, ...checked.faults];
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, value: buildFeedback({ given, item: parsed.data, checked }, arrival) };
}

function check(item: FeedbackItem, arrival: Arrival): Checked {
  const faults: Fault[] = [];
  const text = cleanText(item.text ?? '');
  const title = item.title === undefined ? undefined : cleanText(item.title);
  const attributes = attributesOf(item.attributes);
  const time = { timeZone: arrival.source.timeZone, now: arrival.receivedAt, faults };
  const occurredAt = pastTime(item.occurredAt, 'occurredAt', time);
  const updatedAt = pastTime(item.updatedAt, 'updatedAt', time);
  faults.push(...textFaults(item, text.text, arrival.source), ...attributes.faults);
  return {
    faults,
    text: text.text,
    title: title?.text,
    repaired: text.repaired || (title?.repaired ?? false),
    occurredAt,
    updatedAt,
    attributes: attributes.values,
  };
}

function textFaults(item: FeedbackItem, text: string, source: Source): Fault[] {
  const faults: Fault[] = [];
  const { textLength, titleLength } = FEEDBACK_LIMITS;
  if (text.length > textLength) faults.push(tooLong('text', textLength));
  if ((item.title?.length ?? 0) > titleLength) faults.push(tooLong('title', titleLength));
  // A rating speaks for itself; everywhere else a feedback without words would promise an answer to nothing.
  const rated = source.channel === 'app-rating';
  if (text.trim() === '' && !(rated && item.rating))
    faults.push({
      path: 'text',
      reason: 'required',
      detail: rated ? 'a text or a rating is needed' : 'a text is needed',
    });
  return faults;
}

/** JSON.parse makes `__proto__` a field like any other, and zod passes it over in silence. */
function prototypeFields(value: unknown): Fault[] {
  if (!isObject(value)) return [];
  const faults = Object.hasOwn(value, '__proto__') ? [unknownField(['__proto__'])] : [];
  for (const [name, child] of Object.entries(value))
    if (isObject(child) && Object.hasOwn(child, '__proto__')) faults.push(unknownField([name, '__proto__']));
  return faults;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function tooLong(path: string, limit: number): Fault {
  return { path, reason: 'too-long', detail: `has more than ${limit.toLocaleString('en')} characters` };
}
