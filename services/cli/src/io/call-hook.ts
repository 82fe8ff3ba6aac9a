import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { UnsignedRequest } from '../domain/conformance/sign-request';

export interface HookAnswer {
  /** 0 when there was no answer; `body` says why then. */
  status: number;
  headers: Record<string, string>;
  body: string;
}

const ANSWER_WITHIN_MS = 60_000;

/**
 * Sends a request with exactly these headers and bytes. Not through fetch: that gives up on an answer that comes before the
 * whole body was taken, as 413 does.
 */
export function callHook({ method, url, headers, body }: UnsignedRequest): Promise<HookAnswer> {
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = method === 'POST' ? { 'content-length': String(body.length) } : {};
    const call = send(url, { method, headers: { ...headers, ...length }, timeout: ANSWER_WITHIN_MS });
    call.on('response', (response) => void readAnswer(response).then(resolve));
    // After an answer this changes nothing.
    call.on('error', (error) => resolve({ status: 0, headers: {}, body: `no answer: ${error.message || error.name}` }));
    call.on('timeout', () => call.destroy(new Error(`not within ${ANSWER_WITHIN_MS / 1_000} s`)));
    call.end(method === 'POST' ? body : undefined);
  });
}

async function readAnswer(response: IncomingMessage): Promise<HookAnswer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch {
    // What came of it is judged.
  }
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('utf8') };
}
