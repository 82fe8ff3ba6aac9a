import { useEffect, useState } from 'react';

const PAGES = ['promises', 'call-backs'] as const;
export type PageName = 'board' | (typeof PAGES)[number];

/** Where one is: a page, and perhaps a case beside it. */
export interface Address {
  page: PageName;
  caseId: string | null;
}

const PATTERN = /^#\/(?:(promises|call-backs)\/?)?(?:cases\/(.+))?$/;

/** Reads the part of the address after `#`; whatever is not known is the board. */
export function addressOf(hash: string): Address {
  const [, named, caseId] = PATTERN.exec(hash) ?? [];
  return { page: PAGES.find((page) => page === named) ?? 'board', caseId: caseId ? decodeURIComponent(caseId) : null };
}

export function pageAddress(page: PageName): string {
  return page === 'board' ? '#/' : `#/${page}`;
}

/** Where a case is beside the page that is open; a true link, so that it can be opened elsewhere, kept and sent. */
export function caseAddress(caseId: string, page: PageName = addressOf(location.hash).page): string {
  const beside = page === 'promises' || page === 'call-backs' ? `#/${page}/` : '#/';
  return `${beside}cases/${encodeURIComponent(caseId)}`;
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
