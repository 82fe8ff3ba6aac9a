import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A connection that a client holds open to the stand-in. */
export interface Listener {
  url: URL;
  headers: IncomingHttpHeaders;
  at: number;
  /** When the client, or `cut`, ended it. */
  closedAt: number | null;
  write(text: string | Buffer): void;
  /** Ends it as a broken network does. */
  cut(): void;
}

export interface ApiCall {
  method: string;
  url: URL;
  authorization: string;
  body: string;
}
export interface ApiAnswer {
  status: number;
  body: unknown;
}

/** A small local server in the place of a vendor that streams and, at all other addresses, answers JSON. */
export interface StreamStandIn {
  url: string;
  /** Every connection to a stream, the refused ones too, in their order. */
  listeners: Listener[];
  /** Refuses a connection by answering it; called before anything is written. */
  refuse: (listener: Listener, response: ServerResponse) => void;
  /** What the other addresses answer, for pollers. */
  page: (url: URL) => unknown;
  /** What they answer otherwise, for what is put in order before a connection. */
  api: (asked: ApiCall) => ApiAnswer | undefined;
  stop(): Promise<void>;
}

export async function streamStandIn(): Promise<StreamStandIn> {
  const vendor: Omit<StreamStandIn, 'url' | 'stop'> = {
    ...{ listeners: [], refuse: () => undefined, page: () => [], api: () => undefined },
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://vendor');
    const isEvents = url.pathname.includes('/streaming/');
    if (!isEvents && !url.pathname.endsWith('/stream')) {
      void callOf(request).then((asked) => {
        const { status, body } = vendor.api(asked) ?? { status: 200, body: vendor.page(url) };
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
      return;
    }
    const listener: Listener = {
      ...{ url, headers: request.headers, at: Date.now(), closedAt: null },
      write: (text) => void response.write(text),
      cut: () => void response.destroy(),
    };
    response.on('close', () => (listener.closedAt = Date.now()));
    vendor.listeners.push(listener);
    vendor.refuse(listener, response);
    if (response.headersSent) return;
    response.writeHead(200, { 'content-type': isEvents ? 'text/event-stream' : 'application/json; charset=utf-8' });
    response.flushHeaders();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return Object.assign(vendor, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop });
}

async function callOf(request: IncomingMessage): Promise<ApiCall> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url = '', headers } = request;
  const authorization = headers.authorization ?? '';
  return { method, url: new URL(url, 'http://vendor'), authorization, body: Buffer.concat(parts).toString() };
}
