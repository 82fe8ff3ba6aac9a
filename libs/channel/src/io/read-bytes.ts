import type { IncomingMessage } from 'node:http';
import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { bodyTooLarge, callerGone } from './refusals';

// Read past the cap and thrown away, because who is still sending when the connection ends never hears why.
const DRAINED_BYTES = 4 * FEEDBACK_LIMITS.requestBytes;

/**
 * The whole body as bytes. Not through Fastify's content type parsers: on Node 20 their AsyncResource.bind costs a tenth of
 * a request, and half of the garbage.
 * @throws ProblemError 413 beyond the cap, after at most four times as much was thrown away; 400 when the caller went away in
 * the middle
 */
export function readBytes(request: IncomingMessage): Promise<Buffer> {
  const { requestBytes } = FEEDBACK_LIMITS;
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > requestBytes + DRAINED_BYTES) return reject(bodyTooLarge());
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (Math.max(length, declared) <= requestBytes) chunks.push(chunk);
      else if (length <= requestBytes + DRAINED_BYTES) chunks.length = 0;
      else {
        request.removeAllListeners('data');
        reject(bodyTooLarge());
      }
    });
    request.on('end', () => {
      if (length > requestBytes) return reject(bodyTooLarge());
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on('error', () => reject(callerGone()));
    request.on('aborted', () => reject(callerGone()));
  });
}
