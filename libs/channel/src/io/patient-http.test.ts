import type { VendorHttp } from '../poller';
import { patientHttp } from './patient-http';

const headersOf = (wait: string): Record<string, string> => (wait ? { 'retry-after': wait } : {});

/** A vendor that asks for these waits, one after another, before it answers. */
function vendor(waits: string[], stop = new AbortController()) {
  const seen = { calls: 0, pauses: [] as number[], stop };
  const http: VendorHttp = {
    request: async () => {
      const wait = waits[seen.calls++];
      if (wait === undefined) return { status: 200, headers: {}, body: Buffer.from('') };
      return { status: 429, headers: headersOf(wait), body: Buffer.from('') };
    },
  };
  const pause = async (ms: number) => void seen.pauses.push(ms);
  const patient = patientHttp(http, { now: () => new Date(), pause, signal: stop.signal });
  return { seen, ask: () => patient.request({ method: 'GET', path: '/' }) };
}

test('a wait of seconds is waited for, as long as the vendor says', async () => {
  const { ask, seen } = vendor(['2', '']);
  expect((await ask()).status).toBe(200);
  expect(seen).toMatchObject({ calls: 3, pauses: [2_000, 1_000] });
});

test('a longer wait is the answer at once', async () => {
  const { ask, seen } = vendor(['6']);
  expect((await ask()).status).toBe(429);
  expect(seen).toMatchObject({ calls: 1, pauses: [] });
});

test('a vendor that goes on refusing is asked ten times', async () => {
  const { ask, seen } = vendor(Array.from({ length: 99 }, () => ''));
  expect((await ask()).status).toBe(429);
  expect(seen).toMatchObject({ calls: 10, pauses: Array.from({ length: 9 }, () => 1_000) });
});

test('a service that stops asks no further', async () => {
  const { ask, seen } = vendor(['1']);
  seen.stop.abort();
  await expect(ask()).rejects.toThrow('the service is stopping');
  expect(seen.calls).toBe(1);
});
