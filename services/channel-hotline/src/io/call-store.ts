import { seal, unseal } from '@hearback/access';
import { callStateChanged } from '@hearback/contracts';
import { encodeEvent, readToEnd, type KafkaConnection, type Publisher } from '@hearback/kafka';
import type { Call } from '../domain/call';

/** A call with its place among the parts: the last one in it. */
export interface PlacedCall {
  call: Call;
  partition: number;
  upTo: bigint;
}

/** The calls on their compacted topic. Writes are acknowledged (acks=all) before they resolve. */
export interface CallStore {
  save(placed: PlacedCall, traceparent?: string): Promise<void>;
  forget(feedbackId: string): Promise<void>;
  /**
   * Every call of these partitions as it stands at the call. A record of a former owner that was written late does not
   * count when another has seen more.
   */
  readAll(partitions: ReadonlySet<number>): Promise<Map<string, PlacedCall>>;
}

export interface CallStoreDeps {
  kafka: KafkaConnection;
  publisher: Publisher;
  /** Seals what names or quotes people. */
  key: Buffer;
  now(): Date;
}

/** The store on `hearback.call.state.v1`. */
export function callStore({ kafka, publisher, key, now }: CallStoreDeps): CallStore {
  const { topic } = callStateChanged;
  return {
    save: async ({ call, partition, upTo }, traceparent) => {
      const callEncrypted = seal(key, JSON.stringify(call));
      const { feedbackId } = call;
      const state = { feedbackId, partition, upTo: String(upTo), at: now().toISOString(), callEncrypted };
      // Not as an event, whose cap a long transcript beside what became of it exceeds: then the call could never be closed.
      await publisher.publishRaw(encodeEvent(callStateChanged, state, { service: 'channel-hotline', traceparent }));
    },
    forget: async (feedbackId) => {
      await publisher.publishRaw({ topic, key: feedbackId, value: null, headers: {} });
    },
    readAll: async (partitions) => {
      const newest = new Map<string, { partition: number; upTo: bigint; callEncrypted: string }>();
      await readToEnd(kafka, topic, (record) => {
        const id = String(record.key);
        if (record.value === null) return void newest.delete(id);
        const { partition, upTo, callEncrypted } = callStateChanged.schema.parse(JSON.parse(String(record.value)));
        const known = newest.get(id);
        if (!known || known.upTo <= BigInt(upTo)) newest.set(id, { partition, upTo: BigInt(upTo), callEncrypted });
      });
      const own = [...newest].filter(([, { partition }]) => partitions.has(partition));
      return new Map(own.map(([id, { callEncrypted, ...place }]) => [id, { ...place, call: opened(callEncrypted) }]));
    },
  };

  function opened(callEncrypted: string): Call {
    return JSON.parse(unseal(key, callEncrypted).toString('utf8')) as Call;
  }
}
