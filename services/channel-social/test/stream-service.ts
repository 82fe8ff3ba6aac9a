import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seal } from '@hearback/access';
import { feedbackReceived, feedbackRefused, sourceChanged, type Feedback, type Source } from '@hearback/contracts';
import type { RunningService } from '@hearback/service';
import { channelUnderTest, eventually } from '@hearback/testing';
import { start } from '../src/main';
import { streamStandIn, type Listener, type StreamStandIn } from './stream-stand-in';

export const sample = (name: string) => readFileSync(join(__dirname, '../samples', name), 'utf8');
export const changedAt = () => new Date().toISOString();

type Given = Partial<Source> & Pick<Source, 'sourceId' | 'format'>;
interface Health {
  sourceId: string;
  last24Hours: { pushed: number };
  stream: { state: string; why?: string; open: number; connections: number; nextAt?: string } | null;
}

/** The service beside a stand-in for its vendor, which is another one for each test. */
export type StreamService = Awaited<ReturnType<typeof streamService>>;

export async function streamService() {
  let running!: RunningService;
  let environment: NodeJS.ProcessEnv = {};
  const service = await channelUnderTest(async (env) => {
    environment = env;
    return (running = await start(env));
  });
  const token = await service.registerKey({ scopes: ['read'] });
  await service.completeSnapshots();
  const registered: Source[] = [];
  let vendor!: StreamStandIn;

  const ready = () =>
    eventually(async () => {
      if ((await fetch(`${running.url}/health/ready`)).status !== 200) throw new Error('not ready');
    }, 30_000);
  const healthOf = async (sourceId: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${running.url}/v1/health/sources`, { headers });
    const { items } = (await answer.json()) as { items: Health[] };
    return items.find((item) => item.sourceId === sourceId);
  };
  const receivedOf = async (sourceId: string): Promise<Feedback[]> =>
    (await service.read(feedbackReceived)).map(({ data }) => data).filter((data) => data.sourceId === sourceId);
  await ready();
  return {
    read: service.read,
    healthOf,
    receivedOf,
    idsOf: async (sourceId: string) => (await receivedOf(sourceId)).map(({ externalId }) => externalId!),
    refusedOf: async (sourceId: string) =>
      (await service.read(feedbackRefused)).map(({ data }) => data).filter((data) => data.sourceId === sourceId),
    vendor: () => vendor,
    /** The connection of this number, once it is there. */
    listener: (number: number): Promise<Listener> =>
      eventually(() => {
        const found = vendor.listeners[number];
        if (!found) throw new Error(`only ${vendor.listeners.length} connections`);
        return found;
      }, 30_000),
    /** Waits until the health of the source shows its stream like this. */
    shows: (sourceId: string, stream: object | null) =>
      eventually(async () => {
        const health = await healthOf(sourceId);
        if (stream === null) expect(health?.stream).toBeNull();
        else expect(health?.stream).toMatchObject(stream);
      }, 30_000),
    register: async (given: Given, bearer = 'good'): Promise<Source> => {
      const source = await service.registerSource({
        channel: 'social',
        ...given,
        settings: { baseUrl: vendor.url, stream: 'yes', ...given.settings },
        credentialsEncrypted: seal(service.keys.secrets, JSON.stringify({ token: bearer })),
        changedAt: changedAt(),
      });
      registered.push(source);
      return source;
    },
    pause: (source: Source) => service.registerSource({ ...source, state: 'paused', changedAt: changedAt() }),
    remove: ({ sourceId }: Source) =>
      service.publisher.publishRaw({ topic: sourceChanged.topic, key: sourceId, value: null, headers: {} }),
    stop: () => running.stop(),
    /** One more replica beside it. */
    replica: () => start(environment),
    startAgain: async () => {
      running = await start(environment);
    },
    ready,
    /** Another vendor, as no source knows it yet. */
    begin: async () => {
      vendor = await streamStandIn();
    },
    finish: async () => {
      for (const source of registered.splice(0))
        await service.registerSource({ ...source, state: 'paused', changedAt: changedAt() });
      await vendor.stop();
    },
    end: async () => {
      await running.stop().catch(() => undefined);
      await service.stop().catch(() => undefined);
    },
  };
}
