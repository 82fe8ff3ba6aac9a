import type { HeardSources, SourceHealth } from './sources';
import { table } from './table';

/** Sources for a person: how each is heard, when it was last, and what troubles it. */
export function printSources({ sources, silent }: HeardSources): string {
  const rows = sources.map(({ sourceId, channel, isDefault, format, timeZone, name, health }) => [
    ...[sourceId, channel + (isDefault ? ' *' : ''), format ?? '', timeZone],
    ...[health?.health ?? '?', health ? (health.lastAt ?? 'never') : '?', name, troubleOf(health)],
  ]);
  const listed = table(['source', 'channel', 'format', 'zone', 'health', 'last heard', 'name', 'trouble'], rows);
  return [listed, ...silent.map(({ service, why }) => `${service} does not say how its sources are: ${why}`)].join(
    '\n',
  );
}

function troubleOf(health: SourceHealth | null): string {
  if (!health) return '';
  const { since, expected, observed, poll, stream } = health;
  return [
    health.health === 'quiet' ? `since ${since}: expected ${expected}, came ${observed}` : '',
    connectionTrouble('poll', poll, 'ok'),
    connectionTrouble('stream', stream, 'open'),
  ]
    .filter((words) => words !== '')
    .join('; ');
}

function connectionTrouble(what: string, connection: SourceHealth['poll'], well: string): string {
  if (!connection || connection.state === well) return '';
  const why = connection.why === undefined ? '' : `: ${connection.why}`;
  return `${what} ${connection.state}${why}`;
}
