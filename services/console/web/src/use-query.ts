import { useEffect, useRef, useState } from 'react';

export interface Query<T> {
  data: T | null;
  /** The last attempt failed; `data` is then what was known before. */
  error: unknown;
  /** When `data` came, in the browser's time. */
  receivedAt: number;
}

/**
 * Asks at the first sight, again after `tick` moved on, and anew when `key` changes (then without the data of the key
 * before). One question is under way at a time: a tick meanwhile asks once more after its answer, so that an answer that
 * takes longer than a tick still comes.
 */
export function useQuery<T>(key: string, tick: number, ask: (signal: AbortSignal) => Promise<T>): Query<T> {
  const [state, setState] = useState<Query<T> & { key: string }>({ key, data: null, error: null, receivedAt: 0 });
  const latest = useRef(ask);
  latest.current = ask;
  const again = useRef<() => void>(() => undefined);
  useEffect(() => {
    const controller = new AbortController();
    again.current = oneAtATime(async () => {
      const next = await latest.current(controller.signal).then(
        (data) => ({ data, error: null, receivedAt: Date.now() }),
        (error: unknown) => ({ error }),
      );
      if (!controller.signal.aborted)
        setState((before) => ({ ...(before.key === key ? before : NOTHING), ...next, key }));
    });
    return () => controller.abort();
  }, [key]);
  useEffect(() => again.current(), [key, tick]);
  return state.key === key ? state : NOTHING;
}

const NOTHING = { data: null, error: null, receivedAt: 0 };

function oneAtATime(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  const run = async () => {
    isRunning = true;
    do {
      isWanted = false;
      await work();
    } while (isWanted);
    isRunning = false;
  };
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}
