import { useEffect, useRef, useState } from 'react';

export interface Query<T> {
  data: T | null;
  /** The last attempt failed; `data` is then what was known before. */
  error: unknown;
  /** When `data` came, in the browser's time. */
  receivedAt: number;
}

/**
 * Asks at the first sight, whenever `tick` moves on, and anew when `key` changes (then without the data of the key before).
 * Only the answer to the latest question counts.
 */
export function useQuery<T>(key: string, tick: number, ask: (signal: AbortSignal) => Promise<T>): Query<T> {
  const [state, setState] = useState<Query<T> & { key: string }>({ key, data: null, error: null, receivedAt: 0 });
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const controller = new AbortController();
    latest.current(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setState({ key, data, error: null, receivedAt: Date.now() });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setState((before) => ({
          key,
          data: before.key === key ? before.data : null,
          error,
          receivedAt: before.receivedAt,
        }));
      },
    );
    return () => controller.abort();
  }, [key, tick]);
  return state.key === key ? state : { data: null, error: null, receivedAt: 0 };
}
