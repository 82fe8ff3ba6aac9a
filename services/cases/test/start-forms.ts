import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@hearback/testing';
import type { Harness } from './harness';

const WEB_FORMS = join(__dirname, '../../../dist/services/channel-web-forms/main.js');

export interface RunningForms {
  url: string;
  process: ChildProcess;
}

/** The channel service in a process of its own, on the topics of the harness; the caller ends it. */
export async function startForms(h: Pick<Harness, 'environment'>): Promise<RunningForms> {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const PORT = String((free.address() as AddressInfo).port);
  free.close();
  const env = { ...process.env, ...h.environment, PORT };
  const child = spawn(process.execPath, [WEB_FORMS], { env, stdio: 'inherit' });
  const url = `http://127.0.0.1:${PORT}`;
  await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200), 30_000);
  return { url, process: child };
}
