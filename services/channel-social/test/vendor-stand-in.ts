import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FormatItem, Polled, Poller, VendorAccess, VendorHttp } from '@hearback/channel';

export interface Asked {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}
export interface Answered {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A small local server in the place of a vendor, and HTTP that reaches it as pollers and senders reach theirs. */
export interface StandIn {
  url: string;
  http: VendorHttp;
  asked: Asked[];
  answer: (asked: Asked) => Answered;
  stop(): Promise<void>;
}

export async function standIn(): Promise<StandIn> {
  const vendor: Omit<StandIn, 'url' | 'http' | 'stop'> = { asked: [], answer: () => ({ status: 404 }) };
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://vendor');
      const asked = { method: request.method!, url, headers: request.headers, body: Buffer.concat(parts).toString() };
      vendor.asked.push(asked);
      const { status = 200, headers = {}, body = '' } = vendor.answer(asked);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http: VendorHttp = {
    request: async ({ method, path, headers, body }) => {
      const response = await fetch(base + path, { method, headers, body, redirect: 'manual' });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      };
    },
  };
  return Object.assign(vendor, {
    url: base,
    http,
    stop: () => new Promise<void>((done) => server.close(() => done())),
  });
}

/** Polls until nothing more is waiting, with a cursor that went through JSON as it does across restarts. */
export async function pollAll(poller: Poller, vendor: StandIn, start: { access: VendorAccess; cursor?: unknown }) {
  const ids: string[] = [];
  const replies: unknown[] = [];
  let cursor = start.cursor;
  for (;;) {
    const polled: Polled = await poller.poll({ cursor, access: start.access, http: vendor.http, now: NOW });
    if (polled.kind !== 'page') return { ids, replies, cursor, ended: polled };
    ids.push(...polled.items.map(idOf));
    replies.push(...(polled.replies ?? []).map(({ value }) => value));
    cursor = JSON.parse(JSON.stringify(polled.cursor)) as unknown;
    if (!polled.more) return { ids, replies, cursor, ended: polled };
  }
}

export const NOW = new Date('2026-03-01T04:00:00.000Z');

function idOf({ value }: FormatItem): string {
  return (value as { externalId: string }).externalId;
}
