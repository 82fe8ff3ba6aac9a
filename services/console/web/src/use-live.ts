import { useCallback, useEffect, useRef, useState } from 'react';
import type { Api } from './api';
import { eventStreamParser } from './model/event-stream';

export type LiveState = 'connecting' | 'live' | 'polling';

export interface Live {
  state: LiveState;
  /** Moves on when something changed, at most once a second; every few seconds while the stream is away. */
  tick: number;
  /** Moves it on now, after something this page itself did. */
  refresh(): void;
}

const AT_MOST_EVERY_MS = 1_000;
const POLL_MS = 5_000;
// Ages and lists are renewed in quiet times too.
const QUIET_POLL_MS = 15_000;
const RECONNECT_MS = [1_000, 2_000, 5_000, 10_000];

/** Follows the tracker's stream of changes; when it breaks, reconnects with growing pauses and asks again meanwhile. */
export function useLive(api: Api): Live {
  const [tick, setTick] = useState(0);
  const [state, setState] = useState<LiveState>('connecting');
  const refresh = useThrottled(useCallback(() => setTick((before) => before + 1), []));
  useEffect(() => {
    const controller = new AbortController();
    void follow({ api, signal: controller.signal, onState: setState, onChange: refresh });
    return () => controller.abort();
  }, [api, refresh]);
  useEffect(() => {
    const timer = setInterval(refresh, state === 'live' ? QUIET_POLL_MS : POLL_MS);
    return () => clearInterval(timer);
  }, [refresh, state]);
  return { state, tick, refresh };
}

interface FollowOptions {
  api: Api;
  signal: AbortSignal;
  onState(state: LiveState): void;
  onChange(): void;
}

async function follow({ api, signal, onState, onChange }: FollowOptions): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    try {
      const stream = await api.stream(signal);
      failures = 0;
      onState('live');
      onChange();
      await readAll(stream, onChange);
    } catch {
      // A broken stream and a refused one are the same to the reader: it asks again below.
    }
    if (signal.aborted) return;
    onState('polling');
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)]));
    failures += 1;
  }
}

async function readAll(stream: ReadableStream<Uint8Array>, onChange: () => void): Promise<void> {
  const parse = eventStreamParser(onChange);
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parse(decoder.decode(value, { stream: true }));
  }
}

// At once when it was quiet, else once at the end of the second: a burst of changes is one question.
function useThrottled(act: () => void): () => void {
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return useCallback(() => {
    if (timer.current !== null) return;
    const wait = Math.max(0, last.current + AT_MOST_EVERY_MS - Date.now());
    timer.current = setTimeout(() => {
      timer.current = null;
      last.current = Date.now();
      act();
    }, wait);
  }, [act]);
}
