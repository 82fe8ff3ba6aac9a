import type { Source } from '@hearback/contracts';
import type { Fetched, Format, FormatReading, ReadContext } from '../format';
import { VendorAddressRefused } from '../vendor-unreachable';
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
  const { bytes, context } = given;
  const fetched = await fetchWhole(edge, given);
  switch (fetched.kind) {
    case 'fetched':
      return readOrRefuse(edge, given, {
        payload: fetched.payload,
        context: { ...context, contentType: fetched.contentType },
      });
    case 'as-it-came':
      return readOrRefuse(edge, given, { payload: bytes, context });
    case 'wait':
      throw unavailable('vendor-wait', `has to wait for the vendor: ${fetched.why}`, fetched.seconds);
    case 'failed':
      return refused('not-fetched', fetched.why);
  }
}

/** A format that throws is a fault of ours: what it was to read is kept for people, as it is of a stream. */
export function readOrRefuse(
  edge: ChannelEdge,
  { format, source }: Pick<Given, 'format' | 'source'>,
  { payload, context }: { payload: Buffer; context: ReadContext },
): FormatReading {
  try {
    return format.read(payload, context);
  } catch (error) {
    // The name alone: a message may quote a customer.
    const { name } = error as Error;
    edge.telemetry.logger.error({ sourceId: source.sourceId, format: format.name, error: name }, 'a format has failed');
    return refused('format-failed', 'the format failed while reading it');
  }
}

function refused(reason: string, detail: string): FormatReading {
  return { kind: 'refused', faults: [{ path: '', reason, detail }] };
}

/**
 * What a payload stands for: the vendor's own copy where the format asks for one.
 * @throws ProblemError 503 when the vendor cannot be asked now
 */
export async function fetchWhole(edge: ChannelEdge, { bytes, format, source, context }: Given): Promise<Fetched> {
  if (!format.fetch || !edge.vendorOf) return { kind: 'as-it-came' };
  try {
    return await format.fetch(bytes, { ...edge.vendorOf(source, format.baseUrl ?? ''), context });
  } catch (error) {
    // Only an administrator can mend it, long after the vendor has given up sending the hook again.
    if (error instanceof VendorAddressRefused) return { kind: 'failed', why: error.message };
    edge.telemetry.logger.warn({ err: error, sourceId: source.sourceId }, 'a vendor could not be asked for a payload');
    throw unavailable('vendor-unreachable', 'could not reach the vendor', UNREACHABLE_SECONDS);
  }
}
