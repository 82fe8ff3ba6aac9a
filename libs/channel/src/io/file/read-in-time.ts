/** How long an answer is kept for a caller who does not read it: at one time, and in all. */
export const UNREAD = { atOnceMs: 60_000, inAllMs: 300_000 };

/**
 * The lines, until their reader has let them wait too long; `giveUp` then has to end the reading. Only the reader's time
 * counts: what a line takes to be made is ours.
 */
export async function* readInTime(
  lines: AsyncIterable<string>,
  giveUp: () => void,
  patience: typeof UNREAD = UNREAD,
): AsyncGenerator<string> {
  let leftMs = patience.inAllMs;
  for await (const line of lines) {
    const since = performance.now();
    const timer = setTimeout(giveUp, Math.max(1, Math.min(patience.atOnceMs, leftMs)));
    try {
      yield line;
    } finally {
      clearTimeout(timer);
      leftMs -= performance.now() - since;
    }
  }
}
