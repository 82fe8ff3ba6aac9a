import { createServer, type AddressInfo } from 'node:net';
import { connectKafka } from '../src';
import { kit } from './kit';

interface Requests {
  push(request: unknown): void;
  scheduleCheckPendingRequests(): void;
  fulfillRequest(answer: { correlationId: number; payload: unknown; size: number }): void;
  throttleCheckTimeoutId: unknown;
}
const quiet = {
  namespace: () => quiet,
  debug: () => undefined,
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
};
const { telemetry } = kit();
connectKafka({ brokers: [], clientId: '', topicPrefix: '', telemetry });

test('a connection without pending requests arms no timer; one that waits for its turn is sent when it comes', () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the class under override
  const Queue = require('kafkajs/src/network/requestQueue') as new (options: object) => Requests;
  const queue = new Queue({ maxInFlightRequests: 1, requestTimeout: 1_000, clientId: 'c', broker: 'b', logger: quiet });
  queue.scheduleCheckPendingRequests();
  expect(queue.throttleCheckTimeoutId).toBeNull();
  const sent: number[] = [];
  const request = (correlationId: number) => ({
    entry: { correlationId, resolve: () => undefined, reject: () => undefined },
    expectResponse: true,
    sendRequest: () => sent.push(correlationId),
  });
  queue.push(request(1));
  queue.push(request(2));
  expect(sent).toEqual([1]);
  queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
  expect(sent).toEqual([1, 2]);
  queue.fulfillRequest({ correlationId: 2, payload: null, size: 0 });
  clearTimeout(queue.throttleCheckTimeoutId as NodeJS.Timeout);
});

test('requests that find a connection closed at the same time share one socket', async () => {
  let sockets = 0;
  const server = createServer((socket) => {
    sockets++;
    socket.on('end', () => socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the class under override
  const Connection = require('kafkajs/src/network/connection') as new (options: object) => {
    connect(): Promise<boolean>;
    disconnect(): Promise<void>;
  };
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- kafkajs' own way to open a socket
  const socketFactory = (require('kafkajs/src/network/socketFactory') as () => unknown)();
  const connection = new Connection({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    logger: quiet,
    socketFactory,
    requestTimeout: 1_000,
    connectionTimeout: 1_000,
  });
  await Promise.all([1, 2, 3, 4, 5].map(() => connection.connect()));
  await connection.disconnect();
  await connection.connect();
  await connection.disconnect();
  await new Promise((resolve) => server.close(resolve));
  expect(sockets).toBe(2);
});
