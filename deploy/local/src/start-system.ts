import { sampleSigningSecret } from '@hearback/access';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceNames, type Ports } from './domain/plan-ports';
import { localEnvText, sharedEnvironment } from './domain/service-environment';
import { freePorts } from './io/free-ports';
import { writePrivately } from './io/installation';
import { prepareTopics } from './prepare-topics';
import { startServices, type RunningServices } from './start-services';
import { startTestServers, type ServerAddresses } from './start-test-servers';

export interface SystemOptions {
  /** Each service in a process of its own (needed to kill one), or all in one. */
  processes: boolean;
  /** Added to every service's environment. */
  env?: Record<string, string>;
  /** Servers to use, for instance ones the test stops and starts; default new empty ones. */
  servers?: ServerAddresses;
}

/** A whole system on free ports with empty data, beside whatever else runs on this machine. */
export interface RunningSystem extends RunningServices {
  servers: ServerAddresses;
  /** A key that may do everything. */
  apiKey: string;
  adminPassword: string;
  /** What the posts of a source made at the first start are signed with. */
  hookSecret(sourceId: string): string;
  /** Folder of the services' logs; removed by `stop`. */
  logs: string;
}

/** Starts a throw-away system from dist and resolves once every service is ready. It ends with this process. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const own = options.servers ? null : await startTestServers({ HEARBACK_SERVERS: process.env.HEARBACK_SERVERS });
  const servers = options.servers ?? own!;
  const folder = mkdtempSync(join(tmpdir(), 'hearback-system-'));
  const names = serviceNames();
  const free = await freePorts(names.length);
  const ports = Object.fromEntries(names.map((name, index) => [name, free[index]])) as Ports['services'];
  const facts = {
    ...servers,
    ports,
    secret: randomBytes(32).toString('hex'),
    adminPassword: randomBytes(15).toString('base64url'),
    apiKey: `hb_${randomBytes(32).toString('base64url')}`,
    localEnvFile: join(folder, 'local.env'),
  };
  const env = { ...sharedEnvironment(process.env, facts), ...options.env };
  await prepareTopics(servers.kafkaBrokers, env.KAFKA_TOPIC_PREFIX);
  writePrivately(facts.localEnvFile, localEnvText(facts));
  const services = startServices({ processes: options.processes, ports, env, logs: folder, record, report: () => {} });
  const stop = async () => {
    await services.stop();
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await services.ready();
  } catch (error) {
    await stop();
    throw error;
  }
  const hookSecret = (sourceId: string) => sampleSigningSecret(facts.secret, sourceId);
  const { apiKey, adminPassword } = facts;
  return { ...services, servers, apiKey, adminPassword, hookSecret, logs: folder, stop };
}

// A throw-away system leaves nothing for a next start: its processes end with ours.
const record = () => {};
