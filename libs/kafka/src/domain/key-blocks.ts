/**
 * `handle`: its turn. `behind`: an earlier message of its key is parked, so it is parked behind it.
 */
export type BlockVerdict = 'handle' | 'behind';

interface Block {
  /** Offsets on the parked topic of what is not yet replayed, oldest first. */
  outstanding: Set<bigint>;
  /** The newest message of the key that failed: parked before it, a replay would overtake it. */
  barrier: bigint;
}

/**
 * Keys with parked messages. While a key is blocked, new messages park behind, and replays are let through only in the
 * order of the parked topic; a replay that fails again becomes the barrier that the others must get behind. A replay
 * of an offset that is not known is parked again rather than dropped: nothing is lost, the next replay brings it.
 */
export class KeyBlocks {
  private readonly blocks = new Map<string, Block>();

  /** A message of the key was parked at this offset; `failing` when it failed itself. */
  parked(key: string, offset: bigint, failing: boolean): void {
    const block = this.blocks.get(key) ?? { outstanding: new Set(), barrier: offset };
    block.outstanding.add(offset);
    if (failing && offset > block.barrier) block.barrier = offset;
    this.blocks.set(key, block);
  }

  /** What was parked at this offset has been handled, or parked again elsewhere. */
  done(key: string, offset: bigint): void {
    const block = this.blocks.get(key);
    if (!block) return;
    block.outstanding.delete(offset);
    if (block.outstanding.size === 0) this.blocks.delete(key);
  }

  isBlocked(key: string): boolean {
    return this.blocks.has(key);
  }

  get size(): number {
    return this.blocks.size;
  }

  /** `replayOf` is the parked offset that a replayed message names, null for a message that comes for the first time. */
  verdict(key: string, replayOf: bigint | null): BlockVerdict {
    const block = this.blocks.get(key);
    if (!block) return 'handle';
    if (replayOf === null || replayOf < block.barrier || !block.outstanding.has(replayOf)) return 'behind';
    for (const offset of block.outstanding) if (offset >= block.barrier && offset < replayOf) return 'behind';
    return 'handle';
  }
}
