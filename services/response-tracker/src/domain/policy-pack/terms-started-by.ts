import type { PolicyPack, Term, TermStart } from './policy-pack';

/** Something that may start promises. */
export interface Starting {
  on: TermStart;
  kind: string;
  channel: string;
  product: string;
}

/** The terms of a pack that this starts, in their order. */
export function termsStartedBy(pack: Pick<PolicyPack, 'terms'>, { on, kind, channel, product }: Starting): Term[] {
  return pack.terms.filter(
    ({ starts }) =>
      starts.on === on &&
      includes(starts.kinds, kind) &&
      includes(starts.channels, channel) &&
      includes(starts.products, product),
  );
}

function includes(allowed: 'all' | readonly string[], value: string): boolean {
  return allowed === 'all' || allowed.includes(value);
}
