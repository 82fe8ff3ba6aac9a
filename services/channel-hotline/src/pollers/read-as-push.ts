import { faultsOf, type Format, type FormatCallPart } from '@hearback/channel';
import type { ZodError } from 'zod';

/** What a push would have said of a call, read by its format; one that the format refuses is refused by itself. */
export function readAsPush(format: Format, push: object): FormatCallPart[] {
  const original = bytesOf(push);
  const reading = format.read(original);
  if (reading.kind === 'refused') return [{ value: undefined, original, faults: reading.faults }];
  return reading.kind === 'calls' ? reading.parts.map((part) => ({ ...part, original })) : [];
}

/** What a list says in a way nobody expected: kept as the vendor told it, so that its neighbours are read all the same. */
export function unreadable(told: unknown, error: ZodError): FormatCallPart {
  return { value: undefined, original: bytesOf(told), faults: faultsOf(error) };
}

function bytesOf(told: unknown): Buffer {
  return Buffer.from(JSON.stringify(told));
}
