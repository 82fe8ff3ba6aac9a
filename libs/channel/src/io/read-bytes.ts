import type { IncomingMessage } from 'node:http';
import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { bodyTooLarge, callerGone } from './refusals';

/**
 * The whole body as bytes. Not through Fastify's content type parsers: on Node 20 their AsyncResource.bind costs a tenth of
 * a request, and half of the garbage.
 * @throws ProblemError 413 beyond the cap, without reading on; 400 when the caller went away in the middle
 */
export function readBytes(request: IncomingMessage): Promise<Buffer> {
  const { requestBytes } = FEEDBACK_LIMITS;
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > requestBytes) return reject(bodyTooLarge());
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= requestBytes) chunks.push(chunk);
      else {
        request.removeAllListeners('data');
        reject(bodyTooLarge());
      }
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', () => reject(callerGone()));
    request.on('aborted', () => reject(callerGone()));
  });
}
