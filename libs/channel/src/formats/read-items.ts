import type { Body } from '../domain/read-body';
import type { FormatItem, FormatReading } from '../format';

/** What a body of Hearback's own items says, each as `change` makes it; for formats that only wrap such items. */
export function readItems(
  body: Body,
  change: (value: unknown, index: number) => unknown = (value) => value,
): FormatReading {
  if (!body.ok) return { kind: 'refused', faults: [body.fault] };
  const items = body.items.map(({ index, value, faults, original }): FormatItem => {
    return faults
      ? { value: null, faults, original: original() }
      : { value: change(value, index), original: original() };
  });
  return { kind: 'read', items };
}
