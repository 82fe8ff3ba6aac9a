import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';
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
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const opened: Socket[] = [];
  const socketFactory: ISocketFactory = ({ onConnect }) => {
    const socket = connect(port, '127.0.0.1', onConnect);
    opened.push(socket);
    return socket;
  };
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the class under override
  const Connection = require('kafkajs/src/network/connection') as new (options: object) => {
    connect(): Promise<boolean>;
    disconnect(): Promise<void>;
  };
  const options = { host: '127.0.0.1', port, logger: quiet, requestTimeout: 30_000, connectionTimeout: 30_000 };
  const connection = new Connection({ ...options, socketFactory });
  await Promise.all([1, 2, 3, 4, 5].map(() => connection.connect()));
  expect(opened).toHaveLength(1);
  await connection.disconnect();
  await connection.connect();
  expect(opened).toHaveLength(2);
  await connection.disconnect();
  for (const socket of opened) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
