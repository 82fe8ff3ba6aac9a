import type { Channel } from '@hearback/contracts';
import type { OpenRefusals, SourceHealth, SourceView } from './channel-shapes';

/** Behind the front door: which service takes what a channel's customers say. */
export const CHANNEL_SERVICES = {
  hotline: 'hotline',
  'app-rating': 'app-ratings',
  'web-form': 'web-forms',
  branch: 'web-forms',
  social: 'social',
  'third-party': 'social',
} as const satisfies Record<Channel, string>;
export type ChannelService = (typeof CHANNEL_SERVICES)[Channel];
export const CHANNEL_SERVICE_NAMES: readonly ChannelService[] = [...new Set(Object.values(CHANNEL_SERVICES))];

/** How a source is, the worst first: that is the order of the page. */
export const CONDITIONS = ['failing', 'quiet', 'unknown', 'learning', 'ok', 'paused'] as const;
/** `failing`: its vendor cannot be asked. `unknown`: its service did not say. */
export type Condition = (typeof CONDITIONS)[number];

export interface ChannelRow {
  source: SourceView;
  health: SourceHealth | null;
  condition: Condition;
  refused: OpenRefusals | null;
}

/** What is known of one source. A paused one is paused, whatever else is said of it. */
export function rowOf(source: SourceView, health: SourceHealth | null, refused: OpenRefusals | null): ChannelRow {
  return { source, health, condition: conditionOf(source, health), refused };
}

function conditionOf(source: SourceView, health: SourceHealth | null): Condition {
  if (source.state === 'paused') return 'paused';
  if (health === null) return 'unknown';
  const poll = health.poll?.state;
  if (poll === 'failed' || poll === 'unreachable') return 'failing';
  // The service has not heard yet that it is active again.
  return health.health === 'paused' ? 'learning' : health.health;
}

/** Every source once: what needs a person first, then what has most refusals, then by name. */
export function channelRows(
  sources: readonly SourceView[],
  healths: readonly SourceHealth[],
  refused: readonly OpenRefusals[],
): ChannelRow[] {
  const healthOf = new Map(healths.map((health) => [health.sourceId, health]));
  const refusedOf = new Map(refused.map((open) => [open.sourceId, open]));
  return sources
    .map((source) => rowOf(source, healthOf.get(source.sourceId) ?? null, refusedOf.get(source.sourceId) ?? null))
    .sort(
      (a, b) =>
        CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition) ||
        (b.refused?.open ?? 0) - (a.refused?.open ?? 0) ||
        a.source.name.localeCompare(b.source.name),
    );
}

/** What the rhythm of a source says, for the page to put into words; null where nothing is expected of it yet. */
export function rhythmOf(
  health: SourceHealth | null,
): { is: 'quiet'; since: string; expected: number; observed: number } | { is: 'usual'; expected: number } | null {
  if (health?.expected === undefined) return null;
  const { expected, observed = 0, since } = health;
  return since === undefined ? { is: 'usual', expected } : { is: 'quiet', since, expected, observed };
}
