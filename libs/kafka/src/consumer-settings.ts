/** How a consumer behaves; the defaults are for production, tests shorten some. */
export interface ConsumerSettings {
  /** Messages of one partition that a batch handler gets at most. */
  maxBatch: number;
  sessionTimeoutMs: number;
  heartbeatMs: number;
  rebalanceTimeoutMs: number;
  maxBytesPerPartition: number;
  /** Partitions handled at the same time. */
  partitionsAtOnce: number;
  /** Longest wait of the broker for new records; a stop waits as long. */
  maxWaitMs: number;
  /** After a batch that left nothing behind, the next fetch waits as long as the batch took, at most this long. */
  restMs: number;
  /** Offsets of a long batch are committed at least this often. */
  commitEveryMs: number;
  /** Waits after the first, second, … throw that is no outage; one throw more parks the message. */
  failureDelaysMs: readonly number[];
  outageFirstMs: number;
  outageCapMs: number;
  /** On a stop, messages of the batch under way may still be started for this long. */
  drainMs: number;
  /** More messages parked in a row than this stop the consumer. */
  parkedInARow: number;
  /** More than half parked of this many recent messages stop the consumer. */
  parkWindow: number;
  /** Without heartbeat or fetch for this long although the cluster answers, the client counts as dead. */
  deadAfterMs: number;
}

export const CONSUMER_SETTINGS: ConsumerSettings = {
  maxBatch: 500,
  sessionTimeoutMs: 10_000,
  heartbeatMs: 3_000,
  rebalanceTimeoutMs: 20_000,
  maxBytesPerPartition: 512 * 1024,
  partitionsAtOnce: 6,
  maxWaitMs: 1_000,
  restMs: 25,
  commitEveryMs: 1_000,
  // Five throws within some 28 seconds.
  failureDelaysMs: [1_000, 3_000, 8_000, 15_000],
  outageFirstMs: 250,
  outageCapMs: 10_000,
  drainMs: 5_000,
  parkedInARow: 50,
  parkWindow: 200,
  deadAfterMs: 60_000,
};
