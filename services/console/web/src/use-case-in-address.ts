import { useEffect, useState } from 'react';

const PREFIX = '#/cases/';

/** Where a case is on this page; a true link, so that it can be opened elsewhere, kept and sent. */
export function caseAddress(caseId: string): string {
  return `${PREFIX}${caseId}`;
}

/** The case that the address names, or null. */
export function useCaseInAddress(): string | null {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return hash.startsWith(PREFIX) ? decodeURIComponent(hash.slice(PREFIX.length)) : null;
}

export function closeCase(): void {
  location.hash = '#/';
}
