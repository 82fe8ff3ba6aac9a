import { CHANNELS } from '@hearback/contracts';
import { z } from 'zod';
import { askService } from './io/ask-service';
import type { ServicesEnv } from './services-env';
import { table } from './table';

const sourceSchema = z.object({
  sourceId: z.string(),
  channel: z.enum(CHANNELS),
  name: z.string(),
  format: z.string().optional(),
  timeZone: z.string(),
  isDefault: z.boolean(),
});
export type ListedSource = z.output<typeof sourceSchema>;

/** The sources that the directory has. */
export async function readSources(env: ServicesEnv): Promise<ListedSource[]> {
  const ask = askService({ url: env.urlOf('directory'), apiKey: env.apiKey });
  return z.object({ items: z.array(sourceSchema) }).parse(await ask({ method: 'GET', path: '/v1/sources' })).items;
}

/** Sources for a person. */
export function printSources(sources: readonly ListedSource[]): string {
  return table(
    ['source', 'channel', 'format', 'zone', 'name'],
    sources.map((s) => [s.sourceId, s.channel + (s.isDefault ? ' *' : ''), s.format ?? '', s.timeZone, s.name]),
  );
}
