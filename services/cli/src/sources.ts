import { CHANNELS, type ServiceName } from '@hearback/contracts';
import { z } from 'zod';
import { CannotGoOn } from './io/ask-classifier';
import { askService } from './io/ask-service';
import { SERVICE_OF_CHANNEL, type ServicesEnv } from './services-env';

const sourceSchema = z.object({
  sourceId: z.string(),
  channel: z.enum(CHANNELS),
  name: z.string(),
  format: z.string().optional(),
  timeZone: z.string(),
  isDefault: z.boolean(),
});
export type ListedSource = z.output<typeof sourceSchema>;

const connectionSchema = z.looseObject({ state: z.string(), why: z.string().optional() }).nullish();
const healthSchema = z.looseObject({
  sourceId: z.string(),
  health: z.string(),
  since: z.string().optional(),
  expected: z.number().optional(),
  observed: z.number().optional(),
  lastAt: z.string().nullable(),
  /** Known to the replica that asks or listens alone. */
  poll: connectionSchema,
  stream: connectionSchema,
});
/** As its channel service says it. */
export type SourceHealth = z.output<typeof healthSchema>;

export interface SourceWithHealth extends ListedSource {
  /** null when its service did not say. */
  health: SourceHealth | null;
}

/** The sources, and why services did not say how theirs are. */
export interface HeardSources {
  sources: SourceWithHealth[];
  silent: { service: ServiceName; why: string }[];
}

/** The sources that the directory has. */
export async function readSources(env: ServicesEnv): Promise<ListedSource[]> {
  const ask = askService({ url: env.urlOf('directory'), apiKey: env.apiKey });
  return z.object({ items: z.array(sourceSchema) }).parse(await ask({ method: 'GET', path: '/v1/sources' })).items;
}

/** The sources that the directory has, each with its health as its channel service knows it. */
export async function readSourcesWithHealth(env: ServicesEnv): Promise<HeardSources> {
  const listed = await readSources(env);
  const services = [...new Set(listed.map(({ channel }) => SERVICE_OF_CHANNEL[channel]))];
  const told = await Promise.all(services.map((service) => healthIn(env, service)));
  const health = new Map(told.flatMap(({ items }) => items).map((item) => [item.sourceId, item]));
  return {
    sources: listed.map((source) => ({ ...source, health: health.get(source.sourceId) ?? null })),
    silent: told.flatMap(({ service, why }) => (why === undefined ? [] : [{ service, why }])),
  };
}

// Two questions, a moment apart: a list that waited a minute for each service that is away would help nobody to find it.
const ATTEMPTS = 2;

interface Told {
  service: ServiceName;
  items: SourceHealth[];
  why?: string;
}

async function healthIn(env: ServicesEnv, service: ServiceName): Promise<Told> {
  const ask = askService({ url: env.urlOf(service), apiKey: env.apiKey, attempts: ATTEMPTS });
  try {
    const answer = await ask({ method: 'GET', path: '/v1/health/sources' });
    return { service, items: z.object({ items: z.array(healthSchema) }).parse(answer).items };
  } catch (error) {
    if (error instanceof CannotGoOn) return { service, items: [], why: error.message };
    if (error instanceof z.ZodError) return { service, items: [], why: 'its answer is no list of sources' };
    throw error;
  }
}
