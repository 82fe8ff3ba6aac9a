import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a vendor sees it. */
export interface VendorRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface VendorReply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A local server in the place of a vendor. */
export interface StandIn {
  url: string;
  /** Everything that was asked, in order. */
  requests: VendorRequest[];
  /** The next request to a path of this kind is answered so, once. */
  answerNext(path: RegExp, reply: VendorReply): void;
  /** Every request to a path of this kind is answered so, until what is given back is called. */
  answerAll(path: RegExp, reply: VendorReply): () => void;
  stop(): Promise<void>;
}

/** Starts a vendor's HTTP interface: `handle` answers, unless the test has said what the next answer is. */
export async function standIn(
  handle: (request: VendorRequest) => VendorReply | Promise<VendorReply>,
): Promise<StandIn> {
  const requests: VendorRequest[] = [];
  const planned: { path: RegExp; reply: VendorReply; once: boolean }[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const url = new URL(incoming.url ?? '/', 'http://stand-in');
    const request: VendorRequest = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    requests.push(request);
    const plan = planned.find(({ path }) => path.test(request.path));
    if (plan?.once) planned.splice(planned.indexOf(plan), 1);
    const reply = plan?.reply ?? (await handle(request));
    outgoing.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    outgoing.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answerNext: (path, reply) => planned.push({ path, reply, once: true }),
    answerAll: (path, reply) => {
      const plan = { path, reply, once: false };
      planned.push(plan);
      return () => void planned.splice(planned.indexOf(plan), 1);
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
