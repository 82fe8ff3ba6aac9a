import { CHANNEL_SERVICES } from './channel-rows';
import type { FormatFacts, SourceView } from './channel-shapes';
import { needsOf } from './format-needs';

/** How what a source is about comes in. */
export type Way =
  /** The vendor is asked, and nothing need be told to it. */
  | { is: 'asked' }
  /** Posted to that address; `also` when the vendor is asked as well. */
  | { is: 'posted'; proof: FormatFacts['proof']; address: string; also: boolean };

/** Stands where the secret goes in an address; the secret itself is never known later. */
export const SECRET_PLACE = '<secret>';

/** The address to give to the vendor, as this page is reached; with the secret only while it is shown. */
export function wayOf(source: SourceView, proof: FormatFacts['proof'], origin: string): Way {
  const base = `${origin}/api/${CHANNEL_SERVICES[source.channel]}/v1`;
  if (source.format === undefined)
    return { is: 'posted', proof: 'bearer', address: `${base}/feedback?source=${source.sourceId}`, also: false };
  const { asks = false, pushes = !asks } = needsOf(source.format);
  if (asks && !pushes) return { is: 'asked' };
  const hook = `${base}/hooks/${source.sourceId}`;
  const address = proof === 'address' ? `${hook}/${source.secret ?? SECRET_PLACE}` : hook;
  return { is: 'posted', proof, address, also: asks };
}

/** What a sample looks like; a person may say otherwise. */
export function contentTypeOf(sample: string): string {
  const first = sample.trimStart()[0];
  if (first === '<') return 'application/xml';
  if (first === '{' || first === '[' || first === undefined) return 'application/json';
  return 'application/x-www-form-urlencoded';
}
