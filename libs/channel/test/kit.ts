import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { channelEnv, startChannel, type ChannelDefinition } from '../src/index';
import { readEnv } from '@hearback/config';
import type { RunningService } from '@hearback/service';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';

/** A channel service that can be stopped and started again in the same place. */
export interface RestartableChannel extends ChannelUnderTest {
  /** As after a crash or a deployment: a new process with the memory of none. `meanwhile` happens while nothing runs. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** One more replica beside the first. */
  replica(): Promise<RunningService>;
  end(): Promise<void>;
}

export async function restartableChannel(
  definition: Omit<ChannelDefinition, 'service'>,
  env: NodeJS.ProcessEnv = {},
): Promise<RestartableChannel> {
  let running: RunningService | undefined;
  let environment: NodeJS.ProcessEnv = {};
  const start = async (env: NodeJS.ProcessEnv) => {
    environment = env;
    const service = 'channel-web-forms' as const;
    return (running = await startChannel({ ...definition, service }, readEnv(channelEnv(service), env)));
  };
  const channel = await channelUnderTest(start, env);
  return {
    ...channel,
    get url() {
      return running!.url;
    },
    restart: async (meanwhile) => {
      await running!.stop();
      await meanwhile?.();
      await start(environment);
    },
    replica: async () => {
      const first = running;
      const second = await start(environment);
      running = first;
      return second;
    },
    end: async () => {
      await running?.stop().catch(() => undefined);
      await channel.stop().catch(() => undefined);
    },
  };
}

/** Waits until the service answers as ready. */
export async function ready(channel: { url: string }): Promise<void> {
  await eventually(async () => {
    if ((await fetch(`${channel.url}/health/ready`)).status !== 200) throw new Error('not ready');
  });
}

/** A stand-in for a vendor's HTTP interface on this machine. */
export interface LocalVendor {
  url: string;
  calls: { method: string; url: string; headers: IncomingMessage['headers']; body: string; at: number }[];
  answer: (call: LocalVendor['calls'][number], response: ServerResponse) => void;
  stop(): Promise<void>;
}

export async function localVendor(answer: LocalVendor['answer']): Promise<LocalVendor> {
  const vendor: Omit<LocalVendor, 'url'> = { calls: [], answer, stop: () => stopped(server) };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const call = { method, url, headers, body: Buffer.concat(chunks).toString(), at: Date.now() };
      vendor.calls.push(call);
      vendor.answer(call, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(vendor, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
