import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Problem } from '@hearback/contracts';

const STATUS: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
const PROBLEMS: Record<number, Problem> = {
  400: { type: '/problems/request', status: 400, title: 'The request is not HTTP as it was expected' },
  408: { type: '/problems/too-slow', status: 408, title: 'The request did not come in time' },
  431: { type: '/problems/headers-too-large', status: 431, title: 'The headers are too large' },
};

/** Answers what is no whole request, and ends the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET') {
    const status = STATUS[error.code ?? ''] ?? 400;
    const body = JSON.stringify(PROBLEMS[status]);
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}
