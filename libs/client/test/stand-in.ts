import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that the stand-in was sent. */
export interface Call {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

/** In the place of a service: answers as the test says, call by call, and remembers. */
export interface StandIn {
  url: string;
  calls: Call[];
  stop(): Promise<void>;
}

export async function standIn(answer: (call: Call, response: ServerResponse, index: number) => void): Promise<StandIn> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const call = { method, url, headers, body: Buffer.concat(chunks).toString(), at: Date.now() };
      answer(call, response, calls.push(call) - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(value));
}

/** Refuses, and says when to come again. */
export function later(response: ServerResponse, status: number, seconds: number): void {
  response.setHeader('retry-after', String(seconds));
  json(response, status, problem(status));
}

export function problem(status: number, title = 'no') {
  return { type: '/problems/x', title, status };
}

/** As a channel service that takes everything: an id for each line. */
export function accept(call: Call, response: ServerResponse): void {
  const lines = call.body.trim().split('\n');
  const accepted = lines.map((line, index) => ({ index, feedbackId: `id of ${line}`, repeatable: true }));
  json(response, 202, { accepted, refused: [] });
}
