import { Agent as PlainAgent, request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { connect as tlsConnect } from 'node:tls';
import { isIP, type Socket } from 'node:net';
import { proxyUrl, vendorUrl, vendorUrlAmong } from '../domain/vendor-url';
import type { VendorAnswer, VendorHttp } from '../poller';
import { VendorAddressRefused, VendorUnreachable } from '../vendor-unreachable';
import { checkedLookup } from './checked-lookup';
import type { Reach } from './reach';

export interface VendorHttpOptions {
  baseUrl: string;
  /** Other addresses of the same vendor. */
  furtherUrls?: readonly string[];
  /** Address of an HTTP proxy that calls go through. */
  proxy?: string | undefined;
  /** What may be called; the proxy too. Where a name leads behind a proxy, the proxy alone knows. */
  reach: Reach;
  /** Ends every call under way. */
  signal: AbortSignal;
  limits?: Partial<typeof VENDOR_LIMITS>;
  /**
   * Asks on over the same connections, without a proxy. Only for calls that may be made twice: a vendor may close a
   * connection in the moment in which it is used again.
   */
  keepAlive?: boolean;
}

/** A connection that nobody uses is closed after this time; a round asks on within it. */
const IDLE_MS = 5_000;

/** A vendor's answer is kept in memory; one that is slow or endless must not hold a service up. */
export const VENDOR_LIMITS = { timeoutMs: 30_000, answerBytes: 16 * 1_048_576 };

type Call = Parameters<VendorHttp['request']>[0];

/**
 * HTTP to one source's vendor. HTTPS but for loopback, certificates checked, connected to addresses that were judged (no
 * inner ones but for those an operator allows), redirects not followed (a token would follow them), nothing compressed (an answer that unpacks to gigabytes would be read before it is measured).
 * @throws VendorUnreachable without an answer, VendorAddressRefused for an address that may not be called
 */
export function vendorHttp(options: VendorHttpOptions): VendorHttp {
  const agents = options.keepAlive ? keptAgents() : undefined;
  return {
    request: async (call) => {
      const target = vendorUrlAmong([options.baseUrl, ...(options.furtherUrls ?? [])], call.path, options.reach);
      if (!target.ok) throw new VendorAddressRefused(target.why);
      const limits = { ...VENDOR_LIMITS, ...options.limits };
      const { signal, done } = endedBy(options.signal, limits.timeoutMs);
      try {
        return await send(target.url, call, { ...options, agents, signal, answerBytes: limits.answerBytes });
      } catch (error) {
        throw unreachable(error, limits.timeoutMs, options.signal);
      } finally {
        done();
      }
    },
  };
}

/**
 * A signal of one call alone. AbortSignal.any would leave something of every call behind in a signal that lives as long as
 * the process: some 50 bytes each on Node 20.
 */
function endedBy(stopping: AbortSignal, timeoutMs: number): { signal: AbortSignal; done(): void } {
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, timeoutMs).unref();
  if (stopping.aborted) end();
  stopping.addEventListener('abort', end, { once: true });
  const done = () => {
    clearTimeout(timer);
    stopping.removeEventListener('abort', end);
  };
  return { signal: ending.signal, done };
}

/** An answer that stays open; whoever has it reads it or destroys it. */
export interface OpenAnswer {
  status: number;
  headers: VendorAnswer['headers'];
  body: IncomingMessage;
}

/**
 * As `request`, for an answer that is read while it is written: only its beginning has a time limit. `signal` ends it at any
 * time.
 * @throws as vendorHttp
 */
export async function openVendor(options: VendorHttpOptions, call: Call): Promise<OpenAnswer> {
  const target = vendorUrl(options.baseUrl, call.path, options.reach);
  if (!target.ok) throw new VendorAddressRefused(target.why);
  const { timeoutMs } = { ...VENDOR_LIMITS, ...options.limits };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  try {
    const signal = AbortSignal.any([options.signal, late.signal]);
    const body = await begin(target.url, call, { ...options, signal });
    return { status: body.statusCode ?? 0, headers: headersOf(body), body };
  } catch (error) {
    throw unreachable(error, timeoutMs, options.signal);
  } finally {
    clearTimeout(timer);
  }
}

interface Agents {
  plain: PlainAgent;
  tls: TlsAgent;
}

function keptAgents(): Agents {
  const kept = { keepAlive: true, timeout: IDLE_MS };
  return { plain: new PlainAgent(kept), tls: new TlsAgent(kept) };
}

interface Way {
  signal: AbortSignal;
  agents?: Agents | undefined;
  answerBytes: number;
  reach: Reach;
  proxy?: string | undefined;
}

function unreachable(error: unknown, timeoutMs: number, stopping: AbortSignal): Error {
  if (error instanceof VendorUnreachable || error instanceof VendorAddressRefused) return error;
  const { name, code } = error as { name?: string; code?: string };
  const aborted = name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR';
  if (aborted && stopping.aborted) return new VendorUnreachable('the service is stopping', { cause: error });
  if (aborted) return new VendorUnreachable(`no answer within ${timeoutMs / 1_000} s`, { cause: error });
  // The code alone: messages name addresses.
  return new VendorUnreachable(`no connection (${code ?? name ?? 'unknown'})`, { cause: error });
}

async function send(url: URL, call: Call, way: Way): Promise<VendorAnswer> {
  return read(await begin(url, call, way), way.answerBytes);
}

/** Sends the call and resolves with the head of the answer; its body is still to come. */
async function begin(url: URL, call: Call, way: Omit<Way, 'answerBytes'>): Promise<IncomingMessage> {
  const tls = url.protocol === 'https:';
  const tunnel = way.proxy === undefined ? null : await throughProxy(url, way.proxy, way);
  const headers: Record<string, string> = { 'user-agent': 'hearback', 'accept-encoding': 'identity', ...call.headers };
  const body = call.body === undefined ? undefined : Buffer.from(call.body);
  if (body) headers['content-length'] = String(body.length);
  const options: RequestOptions = {
    method: call.method,
    headers,
    signal: way.signal,
    lookup: checkedLookup(way.reach, 'the base address'),
    // An agent would not use a connection of ours.
    ...(tunnel
      ? { createConnection: () => (tls ? overTls(tunnel, url.hostname) : tunnel) }
      : { agent: way.agents?.[tls ? 'tls' : 'plain'] ?? false }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = (tls ? tlsRequest : plainRequest)(url, options, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function overTls(socket: Socket, hostname: string): Socket {
  return tlsConnect({ socket, host: hostname, ...(isIP(hostname) === 0 && { servername: hostname }) });
}

/** A tunnel by CONNECT, for plain HTTP too: the proxy sees no token of a vendor's. */
async function throughProxy(
  target: URL,
  address: string,
  { signal, reach }: Pick<Way, 'signal' | 'reach'>,
): Promise<Socket> {
  const judged = proxyUrl(address, reach);
  if (!judged.ok) throw new VendorAddressRefused(judged.why);
  const proxy = judged.url;
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  const credentials = proxy.username === '' ? null : `${decoded(proxy.username)}:${decoded(proxy.password)}`;
  const options: RequestOptions = {
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: `${target.hostname}:${port}`,
    agent: false,
    signal,
    lookup: checkedLookup(reach, 'the proxy'),
    headers: {
      host: `${target.hostname}:${port}`,
      ...(credentials && { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
    },
  };
  return new Promise((resolve, reject) => {
    const asking = (proxy.protocol === 'https:' ? tlsRequest : plainRequest)(options);
    asking.on('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new VendorUnreachable(`the proxy answered ${statusCode ?? 0}`));
    });
    asking.on('response', (answer) => {
      answer.resume();
      reject(new VendorUnreachable(`the proxy answered ${answer.statusCode ?? 0}`));
    });
    asking.on('error', reject);
    asking.end();
  });
}

function decoded(part: string): string {
  return decodeURIComponent(part);
}

async function read(answer: IncomingMessage, answerBytes: number): Promise<VendorAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > answerBytes) {
      answer.destroy();
      throw new VendorUnreachable(`the answer is larger than ${Math.floor(answerBytes / 1_048_576)} MiB`);
    }
    chunks.push(chunk);
  }
  return { status: answer.statusCode ?? 0, headers: headersOf(answer), body: Buffer.concat(chunks) };
}

function headersOf(answer: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}
