import type { Source } from '@hearback/contracts';
import { ProblemError } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import type { Fetched, Format } from '../format';
import type { ChannelEdge } from './channel-edge';
import { VendorAddressRefused } from '../vendor-unreachable';
import { readFetched } from './read-fetched';

const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
const http = { request: () => Promise.reject(new Error('nobody is asked here')) };
const vendorOf: ChannelEdge['vendorOf'] = (_, baseUrl) => ({
  access: { settings: { baseUrl }, credentials: {} },
  http,
});

/** A format that says what it was given to read. */
const format = (fetch?: Format['fetch']): Format => ({
  name: 'f',
  version: 1,
  contentTypes: [],
  baseUrl: 'https://vendor.example',
  ...(fetch && { fetch }),
  read: (payload, context) => ({ kind: 'ignored', why: `${payload.toString()} as ${context?.contentType}` }),
});

function read(fetch?: Format['fetch'], edge: Partial<ChannelEdge> = { vendorOf }) {
  return readFetched({ telemetry, ...edge } as ChannelEdge, {
    bytes: Buffer.from('thin'),
    format: format(fetch),
    source: { sourceId: 's' } as Source,
    context: { contentType: 'text/thin', settings: {}, mapping: {} },
  });
}
const fetching = (fetched: Fetched) => read(() => Promise.resolve(fetched));
const problemOf = async (reading: Promise<unknown>) => {
  const error = await reading.catch((thrown: unknown) => thrown);
  return error instanceof ProblemError
    ? [error.problem.status, error.problem.type, error.headers['retry-after']]
    : error;
};

test('what was fetched is read in the place of what came', async () => {
  const payload = Buffer.from('whole');
  expect(await fetching({ kind: 'fetched', payload, contentType: 'text/whole' })).toMatchObject({
    why: 'whole as text/whole',
  });
});

test.each([
  ['a format that fetches nothing', () => read()],
  ['a format that leaves it as it came', () => fetching({ kind: 'as-it-came' })],
  ['a service that may ask nobody', () => read(() => Promise.reject(new Error('asked')), {})],
])('%s reads what came', async (_name, reading) => {
  expect(await reading()).toMatchObject({ why: 'thin as text/thin' });
});

test('a vendor that cannot answer now makes the hook come again', async () => {
  expect(await problemOf(fetching({ kind: 'wait', seconds: 7, why: 'it answered 429' }))).toEqual([
    503,
    '/problems/vendor-wait',
    '7',
  ]);
  expect(await problemOf(read(() => Promise.reject(new Error('no connection'))))).toEqual([
    503,
    '/problems/vendor-unreachable',
    '30',
  ]);
});

test('what will not get better is refused, so that it is kept', async () => {
  expect(await fetching({ kind: 'failed', why: 'the token is wrong' })).toEqual({
    kind: 'refused',
    faults: [{ path: '', reason: 'not-fetched', detail: 'the token is wrong' }],
  });
});

test('an address that may not be asked is refused and kept, because the hook would come again in vain', async () => {
  const why = 'the base address is not HTTPS';
  expect(await read(() => Promise.reject(new VendorAddressRefused(why)))).toEqual({
    kind: 'refused',
    faults: [{ path: '', reason: 'not-fetched', detail: why }],
  });
});

test('what a format fails to read is refused and kept', async () => {
  const failing = {
    ...format(),
    read: () => {
      throw new TypeError('of undefined');
    },
  };
  const given = { bytes: Buffer.from('x'), source: { sourceId: 's' } as Source };
  const context = { contentType: undefined, settings: {}, mapping: {} };
  const reading = await readFetched({ telemetry } as unknown as ChannelEdge, { ...given, format: failing, context });
  expect(reading).toMatchObject({ kind: 'refused', faults: [{ reason: 'format-failed' }] });
});
