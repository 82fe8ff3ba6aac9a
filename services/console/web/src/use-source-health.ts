import { CHANNEL_SERVICE_NAMES } from './model/channel-rows';
import type { SourceHealth } from './model/channel-shapes';
import { useSignedIn } from './session';
import { useQuery, type Query } from './use-query';

/** How all sources are heard, of every channel service that answers; those of the others are left out. */
export function useSourceHealth(tick: number): Query<SourceHealth[]> {
  const { api } = useSignedIn();
  return useQuery('source health', tick, async (signal) => {
    const answers = await Promise.allSettled(CHANNEL_SERVICE_NAMES.map((name) => api.sourceHealth(name, signal)));
    const known = answers.filter((answer) => answer.status === 'fulfilled');
    if (known.length === 0) throw (answers[0] as PromiseRejectedResult).reason;
    return known.flatMap(({ value }) => value.items);
  });
}
