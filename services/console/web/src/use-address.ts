import { useEffect, useState } from 'react';

export type PageName = 'board' | 'promises';

/** Where one is: a page, and perhaps a case beside it. */
export interface Address {
  page: PageName;
  caseId: string | null;
}

const PATTERN = /^#\/(promises\/?)?(?:cases\/(.+))?$/;

/** Reads the part of the address after `#`; whatever is not known is the board. */
export function addressOf(hash: string): Address {
  const [, promises, caseId] = PATTERN.exec(hash) ?? [];
  return { page: promises ? 'promises' : 'board', caseId: caseId ? decodeURIComponent(caseId) : null };
}

export function pageAddress(page: PageName): string {
  return page === 'promises' ? '#/promises' : '#/';
}

/** Where a case is beside the page that is open; a true link, so that it can be opened elsewhere, kept and sent. */
export function caseAddress(caseId: string, page: PageName = addressOf(location.hash).page): string {
  return `${page === 'promises' ? '#/promises/' : '#/'}cases/${encodeURIComponent(caseId)}`;
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
