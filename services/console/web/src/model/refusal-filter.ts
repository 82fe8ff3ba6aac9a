import type { Refusal, RefusalState } from './channel-shapes';

/** What of the refusals is looked at, as it was chosen; times are those of the reader's wall. */
export interface RefusalFilter {
  sourceId: string;
  state: RefusalState | '';
  from: string;
  to: string;
}

export const OPEN_ONES: RefusalFilter = { sourceId: '', state: 'open', from: '', to: '' };

/** The filter as a service wants it; null for a time that is none. */
export function refusalQuery({ sourceId, state, from, to }: RefusalFilter): Record<string, string> | null {
  const times = { from: instantOf(from), to: instantOf(to) };
  if (times.from === null || times.to === null) return null;
  return Object.fromEntries(
    Object.entries({ sourceId, state, ...times }).filter((entry): entry is [string, string] => entry[1] !== ''),
  );
}

/** All open ones of the filter, for a replay; null where it would be all that there are, which a person must not say by accident. */
export function replayRange(filter: RefusalFilter): Record<string, string> | null {
  const { state: _, ...range } = refusalQuery(filter) ?? {};
  return Object.keys(range).length === 0 ? null : range;
}

/** Whether it can be read again: only its whole original can, and only once. */
export function mayReplay({ state, truncated }: Pick<Refusal, 'state' | 'truncated'>): boolean {
  return state === 'open' && !truncated;
}

// As the browser's clock shows it.
function instantOf(local: string): string | null {
  if (local === '') return '';
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
