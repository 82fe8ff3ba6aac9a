import { useEffect, useState } from 'react';

/** The time in epoch milliseconds, renewed every second; `offsetMs` is how far the server's clock is ahead. */
export function useNow(offsetMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now + offsetMs;
}
