import { PARKED_HEADERS, REPLAY_HEADERS, parkedTopic } from '@hearback/contracts';
import type { Logger } from '@hearback/telemetry';
import type { KafkaConnection } from './connect-kafka';
import { KeyBlocks } from './domain/key-blocks';
import { readTopic, type Positions, type RawConsumed } from './read-topic';
import { BEHIND_PARKED, FAILING } from './parked-record';
import { elapsed } from './elapsed';

/** The blocked keys of a consumer group, as its parked topic records them: known again after every restart. */
export class BlockedKeys {
  readonly blocks = new KeyBlocks();
  private readonly positions: Positions = new Map();
  private refreshing: Promise<void> = Promise.resolve();
  private reading = 0;
  private closed = false;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly group: string,
    private readonly logger: Logger,
  ) {}

  /** Reads on, because partitions have come from another member that may have parked. Retries until Kafka answers. */
  refresh(): void {
    this.reading++;
    this.refreshing = this.refreshing
      .then(() => this.readOn())
      .finally(() => {
        this.reading--;
      });
  }

  /** Whether what was parked before the last `refresh` is known. */
  get ready(): boolean {
    return this.reading === 0;
  }

  close(): void {
    this.closed = true;
  }

  private async readOn(): Promise<void> {
    while (!this.closed) {
      try {
        const onRecord = (record: RawConsumed) => noteParked(this.blocks, record);
        await readTopic(this.connection, { topic: parkedTopic(this.group), from: this.positions, onRecord });
        return;
      } catch (error) {
        if ((error as { type?: string }).type === 'UNKNOWN_TOPIC_OR_PARTITION') return;
        this.logger.warn(
          { group: this.group, error: (error as Error).name },
          'cannot read the parked topic, trying again',
        );
        await elapsed(1_000);
      }
    }
  }
}

function noteParked(blocks: KeyBlocks, record: RawConsumed): void {
  const topic = record.headers[PARKED_HEADERS.topic];
  if (record.key === null || topic === undefined) return;
  const key = `${topic} ${record.key.toString('base64')}`;
  const done = record.headers[REPLAY_HEADERS.done];
  const reason = record.headers[PARKED_HEADERS.reason];
  if (done !== undefined) blocks.done(key, BigInt(done));
  else if (reason === FAILING || reason === BEHIND_PARKED)
    blocks.parked(key, BigInt(record.offset), reason === FAILING);
}
