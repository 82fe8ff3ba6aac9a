import { sampleSigningSecret } from '@hearback/access';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchOptions } from './domain/arguments';
import { planPorts, portVariable, serviceNames, type Ports } from './domain/plan-ports';
import { localEnvText, sharedEnvironment, type SystemFacts } from './domain/service-environment';
import { fileSummary, welcome } from './domain/welcome';
import { followEnds } from './follow-ends';
import { stopProcess } from './io/detached-process';
import { isPortFree } from './io/free-ports';
import {
  foldersOf,
  holdsForeignData,
  makeFolders,
  moveForeignDataAside,
  openInstallation,
  saveInstallation,
  writePrivately,
} from './io/installation';
import type { Folders, Installation } from './io/installation';
import { takeLaunchLock } from './io/launch-lock';
import { openLaunchState, type LaunchState } from './io/launch-state';
import { LaunchError } from './launch-error';
import { prepareTopics } from './prepare-topics';
import { printSummary } from './samples/print-summary';
import { sendReplies } from './samples/send-replies';
import { sendSamples } from './samples/send-samples';
import { sendFile, type SendFileOptions } from './send-file';
import { startServers, stopRecordedServers } from './start-servers';
import { startServices, type RunningServices } from './start-services';

export interface LaunchContext {
  options: LaunchOptions;
  env: NodeJS.ProcessEnv;
  /** One line for the person at the terminal. */
  report(line: string): void;
  /** Aborted by Ctrl-C; nothing is started after that. */
  stopping: AbortSignal;
}

/**
 * Brings a whole local system up, says so, and keeps it up until `stopping`; then stops everything in order, services
 * before servers. A system that a killed launcher left behind is taken over or cleared first. @throws LaunchError
 */
export async function launch(context: LaunchContext): Promise<void> {
  const planned = planPorts(context.env);
  if (!planned.ok) throw new LaunchError(planned.message);
  const folders = foldersOf(context.env);
  makeFolders(folders);
  const release = takeLaunchLock(join(folders.data, 'lock'));
  const state = openLaunchState(join(folders.data, 'state.json'));
  const running: Running = { servers: null, services: null };
  try {
    await untilStopped(bringUp({ ...context, ports: planned.ports, folders, state, running }), context.stopping);
    await untilStopped(new Promise<never>(() => {}), context.stopping);
  } finally {
    if (context.stopping.aborted) context.report('Stopping…');
    await running.services?.stop();
    await running.servers?.stop();
    await stopRecordedServers(state);
    release();
  }
}

interface Running {
  servers: { stop(): Promise<void> } | null;
  services: RunningServices | null;
}

interface Launch extends LaunchContext {
  ports: Ports;
  folders: Folders;
  state: LaunchState;
  running: Running;
}

// Resolves when the work is done or Ctrl-C was pressed, whichever is first. The work itself looks at `stopping` before it
// starts anything, so what it leaves unfinished is known to the record of running processes.
async function untilStopped(work: Promise<void>, stopping: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (stopping.aborted) resolve();
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  work.catch(() => {});
  await Promise.race([work, stopped]);
}

async function bringUp(launch: Launch): Promise<void> {
  const { folders, state, env, stopping, report, running, ports } = launch;
  const localEnvFile = join(folders.own, 'local.env');
  // Its presence says that the system is up.
  rmSync(localEnvFile, { force: true });
  await clearServices(state);
  const installation = await openData(launch);
  await checkServicePorts(ports.services);
  report('Starting Kafka, PostgreSQL and Redis …');
  const servers = await startServers({
    ...{ env, state, stopping, ports },
    data: folders.data,
    logs: folders.logs,
    postgresPassword: installation.postgresPassword,
  });
  running.servers = servers;
  stopping.throwIfAborted();
  await prepareTopics(servers.kafkaBrokers, env.KAFKA_TOPIC_PREFIX);
  stopping.throwIfAborted();
  report(launch.options.processes ? 'Starting the services, each as a process …' : 'Starting the services …');
  const facts = { ...installation, ...servers, ports: ports.services, localEnvFile };
  const services = startServices({
    processes: launch.options.processes,
    ports: ports.services,
    env: sharedEnvironment(env, facts),
    logs: folders.logs,
    record: state.recordService,
    report,
  });
  running.services = services;
  await services.ready(serviceNames().filter((name) => name !== 'console'));
  writePrivately(localEnvFile, localEnvText(facts));
  await services.ready(['console']);
  report(welcomeOf(launch, services, installation));
  saveInstallation(folders, { ...installation, signInTold: true });
  await sendSomething(launch, services, facts);
  report('Ctrl-C stops everything; the data stay for the next start.');
}

// Service processes of a launcher that was killed end by themselves; one that is still draining holds its port.
async function clearServices(state: LaunchState): Promise<void> {
  await Promise.all(
    state.services().map(async ([name, ref]) => {
      await stopProcess(ref, { signal: 'SIGTERM', withinMs: 11_000 });
      state.recordService(name, null);
    }),
  );
}

// Servers left on data whose secrets are gone must end before the data are moved.
async function openData({ folders, state, report }: Launch): Promise<Installation> {
  const installation = openInstallation(folders);
  if (holdsForeignData(folders, installation)) await stopRecordedServers(state);
  const aside = moveForeignDataAside(folders, installation, new Date());
  if (aside)
    report(
      `Found data of an earlier checkout at this path, whose secrets are gone. They are now in ${aside}; remove that folder when nobody needs it.`,
    );
  return installation;
}

async function checkServicePorts(ports: Ports['services']): Promise<void> {
  const taken = await Promise.all(
    serviceNames().map(async (name) => ((await isPortFree(ports[name])) ? [] : [`${ports[name]} (${name})`])),
  );
  const list = taken.flat();
  if (list.length === 0) return;
  throw new LaunchError(
    `Another program listens on port ${list.join(', ')}. Move one service with for instance ${portVariable('console')}=…, ` +
      'or everything with HEARBACK_PORT_OFFSET=….',
  );
}

function welcomeOf({ folders }: Launch, services: RunningServices, installation: Installation): string {
  return welcome({
    consoleUrl: services.urls.console.replace('127.0.0.1', 'localhost'),
    adminPassword: installation.adminPassword,
    signInTold: installation.signInTold,
    folder: folders.own,
  });
}

async function sendSomething(
  launch: Launch,
  { urls }: RunningServices,
  { apiKey, secret }: SystemFacts,
): Promise<void> {
  const { file, samples } = launch.options;
  const { report, stopping } = launch;
  stopping.throwIfAborted();
  if (samples) {
    const hookSecret = (sourceId: string) => sampleSigningSecret(secret, sourceId);
    const sent = await sendSamples({ urls, apiKey, hookSecret, say: report });
    const replies = await sendReplies({ urls, apiKey, report: sent });
    printSummary(sent, report);
    report(replies);
  }
  if (file) await sendWholeFile({ file, channelUrl: urls[file.service], apiKey, report }, urls.cases);
}

async function sendWholeFile(options: SendFileOptions, casesUrl: string): Promise<void> {
  const { file, apiKey, report } = options;
  report(`Sending ${file.path} …`);
  const sent = await sendFile(options);
  const distinct = sent.feedbackIds.size;
  report(`All sent; waiting for ${distinct} feedbacks to settle …`);
  const ends = await followEnds({ feedbackIds: sent.feedbackIds, casesUrl, apiKey, withinMs: 300_000 });
  report(fileSummary({ ...sent, distinct, ends }));
}
