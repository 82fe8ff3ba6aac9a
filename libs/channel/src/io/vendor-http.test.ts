import { createServer } from 'node:http';
import { getEventListeners, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { outboundEnv } from '@hearback/config';
import { reachOf } from './reach';
import { vendorHttp } from './vendor-http';

const reach = reachOf(outboundEnv.parse({ ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' }));
const signal = new AbortController().signal;

/** How many connections three calls in a row take. */
async function connectionsOf(keepAlive: boolean): Promise<number> {
  let connections = 0;
  const server = createServer((_, response) => response.end('{}')).on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = vendorHttp({ baseUrl, reach, signal, keepAlive });
  for (let call = 0; call < 3; call++) expect((await http.request({ method: 'GET', path: '/' })).status).toBe(200);
  server.close();
  server.closeAllConnections();
  return connections;
}

test('asks on over the same connection only when it is told that calls may be made twice', async () => {
  expect([await connectionsOf(true), await connectionsOf(false)]).toEqual([1, 3]);
});

test('a call that nobody answers in time ends, and leaves nothing behind in the signal of the process', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = vendorHttp({ baseUrl, reach, signal, limits: { timeoutMs: 50 } });
  const asked = http.request({ method: 'GET', path: '/' });
  await expect(asked).rejects.toThrow('no answer within 0.05 s');
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  server.closeAllConnections();
  server.close();
});
