import type { Source } from '@hearback/contracts';
import type { StreamedAccess, VendorStream } from '../vendor-stream';
import { VendorAddressRefused, VendorUnreachable } from '../vendor-unreachable';
import type { StreamDeps } from './hold-stream';
import { vendorAccess } from './vendor-access';
import { vendorHttp } from './vendor-http';

/** What was listened to until now, and what is from now on. */
export interface Released {
  /** As it was while its stream was held. */
  source: Source;
  stream: VendorStream;
  /** The sources that are streamed by the same format from now on, in whichever replica. */
  still: readonly Source[];
}

/**
 * Clears at the vendor what a stream depended on that is held no longer, once: what goes wrong is told in the log, for a
 * person to clear it. Never throws.
 */
export async function releaseStream(deps: StreamDeps, { source, stream, still }: Released): Promise<void> {
  if (!stream.release) return;
  const { baseUrl = stream.baseUrl, proxy } = source.settings;
  const { reach, secretsKey, edge, stopping } = deps;
  const { sourceId } = source;
  const tell = (why: string) =>
    edge.telemetry.logger.warn({ sourceId, why }, 'what its stream needed was not cleared at the vendor');
  try {
    const end = await stream.release({
      ...{ sourceId, access: vendorAccess(secretsKey, source), now: edge.now() },
      http: vendorHttp({ baseUrl, proxy, reach, signal: stopping }),
      still: still.map((other): StreamedAccess => {
        return { sourceId: other.sourceId, access: vendorAccess(secretsKey, other) };
      }),
    });
    if (end) tell(end.why);
  } catch (error) {
    // Of others the name alone: messages may quote.
    const ours = error instanceof VendorUnreachable || error instanceof VendorAddressRefused;
    tell(ours ? error.message : `it broke (${error instanceof Error ? error.name : 'unknown'})`);
  }
}
