import { readFileSync } from 'node:fs';
import { writePrivately } from './installation';
import type { ProcessRef } from './process-identity';
import type { ServerName } from './server';

export interface RecordedServer extends ProcessRef {
  /** Settings it was started with, as one opaque text. */
  startedWith: string;
}

interface State {
  servers: Partial<Record<ServerName, RecordedServer>>;
  services: Record<string, ProcessRef>;
}

/** What runs, on disk before anything else happens, so that the next start finds it whatever ended this one. */
export interface LaunchState {
  server(name: ServerName): RecordedServer | null;
  recordServer(name: ServerName, server: RecordedServer | null): void;
  services(): [name: string, ref: ProcessRef][];
  recordService(name: string, ref: ProcessRef | null): void;
}

/** Opens the record of one data folder; an unreadable one counts as empty (it is replaced whole, never in part). */
export function openLaunchState(file: string): LaunchState {
  const state = read(file);
  const save = () => writePrivately(file, JSON.stringify(state));
  return {
    server: (name) => state.servers[name] ?? null,
    recordServer: (name, server) => {
      if (server) state.servers[name] = server;
      else delete state.servers[name];
      save();
    },
    services: () => Object.entries(state.services),
    recordService: (name, ref) => {
      if (ref) state.services[name] = ref;
      else delete state.services[name];
      save();
    },
  };
}

function read(file: string): State {
  try {
    const { servers, services } = JSON.parse(readFileSync(file, 'utf8')) as State;
    return { servers: servers ?? {}, services: services ?? {} };
  } catch {
    return { servers: {}, services: {} };
  }
}
