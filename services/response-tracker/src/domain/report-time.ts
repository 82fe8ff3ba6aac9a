// Making a formatter is slow and a report tells thousands of times. What is kept is the same for every caller.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment by the clock on the wall of a zone, `2026-02-16 08:00:00`; sortable. */
export function localTime(zone: string, at: Date): string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formatters.set(zone, formatter);
  }
  return formatter.format(at);
}
