import { useEffect, useState } from 'react';

const PAGES = ['promises', 'call-backs', 'channels', 'refused'] as const;
export type PageName = 'board' | (typeof PAGES)[number];

/** Where one is: a page, and perhaps a case beside it, or the source or refusal that it shows. */
export interface Address {
  page: PageName;
  caseId: string | null;
  /** A source on the page of channels, a refusal on the page of what was refused. */
  item: string | null;
  /** Whose refusals are looked at. */
  sourceId: string | null;
}

/** In the place of a source's id, of which none begins so: a new one is made. */
export const NEW_SOURCE = '_new';

/** Reads the part of the address after `#`; whatever is not known is the board. */
export function addressOf(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parts = path.split('/').filter((part) => part !== '');
  const page: PageName = PAGES.find((name) => name === parts[0]) ?? 'board';
  const within = page === 'board' ? parts : parts.slice(1);
  const nowhere: Address = { page, caseId: null, item: null, sourceId: null };
  if (page === 'channels') return { ...nowhere, item: decoded(within[0]) };
  if (page === 'refused')
    return { ...nowhere, item: decoded(within[0]), sourceId: new URLSearchParams(query).get('source') };
  return { ...nowhere, caseId: within[0] === 'cases' ? decoded(within[1]) : null };
}

function decoded(part: string | undefined): string | null {
  return part === undefined ? null : decodeURIComponent(part);
}

export function pageAddress(page: PageName): string {
  return page === 'board' ? '#/' : `#/${page}`;
}

/** Where a case is beside the page that is open; a true link, so that it can be opened elsewhere, kept and sent. */
export function caseAddress(caseId: string, page: PageName = addressOf(location.hash).page): string {
  const beside = page === 'promises' || page === 'call-backs' ? `#/${page}/` : '#/';
  return `${beside}cases/${encodeURIComponent(caseId)}`;
}

export function sourceAddress(sourceId: string): string {
  return `#/channels/${encodeURIComponent(sourceId)}`;
}

/** A refusal among those that are looked at, or only these; `sourceId` null looks at those of every source. */
export function refusalAddress(refusedId: string | null, sourceId: string | null): string {
  const query = sourceId === null ? '' : `?${new URLSearchParams({ source: sourceId }).toString()}`;
  return `#/refused${refusedId === null ? '' : `/${encodeURIComponent(refusedId)}`}${query}`;
}

export function useAddress(): Address {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return addressOf(hash);
}

export function closeCase(): void {
  location.hash = pageAddress(addressOf(location.hash).page);
}
