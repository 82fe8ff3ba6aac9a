import type { Source } from '@hearback/contracts';
import type { Fetched, Format, FormatReading, ReadContext } from '../format';
import type { ChannelEdge } from './channel-edge';
import { unavailable } from './refusals';

interface Given {
  bytes: Buffer;
  format: Format;
  source: Source;
  context: ReadContext;
}

// Vendors repeat a hook after minutes; sooner does nobody good.
const UNREACHABLE_SECONDS = 30;

/**
 * Reads a payload, after asking the vendor for the whole of it where its format does so. Nothing is published before, so a hook that
 * is sent again does no harm.
 * @throws ProblemError 503 when the vendor cannot be asked now; the hook is then sent again
 */
export async function readFetched(edge: ChannelEdge, given: Given): Promise<FormatReading> {
  const { bytes, format, context } = given;
  const fetched = await fetchWhole(edge, given);
  switch (fetched.kind) {
    case 'fetched':
      return format.read(fetched.payload, { ...context, contentType: fetched.contentType });
    case 'as-it-came':
      return format.read(bytes, context);
    case 'wait':
      throw unavailable('vendor-wait', `has to wait for the vendor: ${fetched.why}`, fetched.seconds);
    case 'failed':
      return { kind: 'refused', faults: [{ path: '', reason: 'not-fetched', detail: fetched.why }] };
  }
}

async function fetchWhole(edge: ChannelEdge, { bytes, format, source, context }: Given): Promise<Fetched> {
  if (!format.fetch || !edge.vendorOf) return { kind: 'as-it-came' };
  try {
    return await format.fetch(bytes, { ...edge.vendorOf(source, format.baseUrl ?? ''), context });
  } catch (error) {
    edge.telemetry.logger.warn({ err: error, sourceId: source.sourceId }, 'a vendor could not be asked for a payload');
    throw unavailable('vendor-unreachable', 'could not reach the vendor', UNREACHABLE_SECONDS);
  }
}
