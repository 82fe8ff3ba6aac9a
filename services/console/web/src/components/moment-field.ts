/** The time on this browser's wall, as a field of date and time wants it. */
export function localMinute(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The field of a body for what was typed: nothing for an empty one, and for this very minute, which the server knows better. */
export function momentOf(field: string, local: string): Record<string, string> {
  if (local === '') return {};
  const at = new Date(local);
  return Math.abs(Date.now() - at.getTime()) < 60_000 ? {} : { [field]: at.toISOString() };
}
