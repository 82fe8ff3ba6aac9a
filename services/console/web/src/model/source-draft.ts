import type { SourceView } from './channel-shapes';
import { needsOf } from './format-needs';

/** A name and what stands for it, as two fields in a row. */
export interface Pair {
  name: string;
  value: string;
}

/** What a form about a source holds: everything as it was typed. */
export interface SourceDraft {
  channel: SourceView['channel'];
  name: string;
  sourceId: string;
  format: string;
  timeZone: string;
  itemsPerSecond: string;
  burst: string;
  settings: Pair[];
  mapping: Pair[];
  credentials: Pair[];
  secret: string;
}

export const EMPTY_DRAFT: SourceDraft = {
  channel: 'web-form',
  name: '',
  sourceId: '',
  format: '',
  timeZone: 'Asia/Shanghai',
  itemsPerSecond: '',
  burst: '',
  settings: [],
  mapping: [],
  credentials: [],
  secret: '',
};

/** Another format, with a field for everything that it is told; what was typed before stays where it has a name. */
export function withFormat(draft: SourceDraft, format: string): SourceDraft {
  const { settings, credentials } = needsOf(format || undefined);
  return {
    ...draft,
    format,
    settings: asked(settings, draft.settings),
    credentials: asked(credentials, draft.credentials),
  };
}

export function draftOf(source: SourceView): SourceDraft {
  const { settings, credentials } = needsOf(source.format);
  return {
    ...EMPTY_DRAFT,
    channel: source.channel,
    name: source.name,
    sourceId: source.sourceId,
    format: source.format ?? '',
    timeZone: source.timeZone,
    itemsPerSecond: String(source.rate.itemsPerSecond),
    burst: String(source.rate.burst),
    settings: asked(settings, pairsOf(source.settings)),
    mapping: pairsOf(source.mapping),
    credentials: asked(credentials, []),
  };
}

/** The body of a new source. What was left empty is for the directory to say. */
export function creationOf(draft: SourceDraft): Record<string, unknown> {
  const credentials = recordOf(draft.credentials);
  return {
    channel: draft.channel,
    name: draft.name,
    timeZone: draft.timeZone,
    settings: recordOf(draft.settings),
    mapping: recordOf(draft.mapping),
    ...(draft.sourceId === '' ? {} : { sourceId: draft.sourceId }),
    ...(draft.format === '' ? {} : { format: draft.format }),
    ...(draft.secret === '' ? {} : { secret: draft.secret }),
    ...(Object.keys(credentials).length === 0 ? {} : { credentials }),
    ...rateOf(draft),
  };
}

/** What differs from the source as it was shown, so that nobody's change meanwhile is undone. Credentials only if given anew. */
export function changeOf(source: SourceView, draft: SourceDraft): Record<string, unknown> {
  const credentials = recordOf(draft.credentials);
  const wished: Record<string, unknown> = {
    name: draft.name,
    timeZone: draft.timeZone,
    settings: recordOf(draft.settings),
    mapping: recordOf(draft.mapping),
    ...rateOf(draft),
  };
  const known = source as unknown as Record<string, unknown>;
  const changed = Object.entries(wished).filter(([field, value]) => !isSame(known[field], value));
  return { ...Object.fromEntries(changed), ...(Object.keys(credentials).length === 0 ? {} : { credentials }) };
}

/** Pairs with both sides; the last of a name holds. */
export function recordOf(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map(({ name, value }) => [name.trim(), value.trim()]).filter(([name, value]) => name !== '' && value !== ''),
  );
}

function rateOf({ itemsPerSecond, burst }: SourceDraft): { rate?: SourceView['rate'] } {
  const perSecond = Number(itemsPerSecond);
  if (itemsPerSecond === '' || !(perSecond > 0)) return {};
  return { rate: { itemsPerSecond: perSecond, burst: Number(burst) > 0 ? Number(burst) : perSecond * 2 } };
}

function asked(names: readonly string[], given: readonly Pair[]): Pair[] {
  const valueOf = (name: string) => given.find((pair) => pair.name === name)?.value ?? '';
  const others = given.filter(({ name, value }) => !names.includes(name) && value !== '');
  return [...names.map((name) => ({ name, value: valueOf(name) })), ...others];
}

function pairsOf(record: Record<string, string>): Pair[] {
  return Object.entries(record).map(([name, value]) => ({ name, value }));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
