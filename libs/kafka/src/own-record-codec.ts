import { decodeRecordBatches } from './domain/decode-record-batches';
import { encodeRecordBatch, type EncodableRecord } from './domain/encode-record-batch';

// kafkajs 2.2.4 builds each record out of some sixty small zeroed buffers and reads it with as many copies of its headers:
// with the garbage this was half of the processor time of a service that reads and writes events. The bytes on the wire
// are the same (domain/record-codec.test.ts compares them with kafkajs' own).
// Remove this file when a kafkajs release writes and reads a batch in one pass.

/* eslint-disable @typescript-eslint/no-require-imports -- not part of kafkajs' typed surface */

interface Encoder {
  writeString(text: string | null): Encoder;
  writeInt16(value: number): Encoder;
  writeInt32(value: number): Encoder;
  writeBuffer(bytes: Buffer): Encoder;
}

interface Decoder {
  offset: number;
  readInt16(): number;
  readInt32(): number;
  readInt64(): bigint;
  readString(): string;
  readBytes(): Buffer | null;
  canReadBytes(length: number): boolean;
  readArray<T>(read: (decoder: Decoder) => T): T[];
  readArrayAsync<T>(read: (decoder: Decoder) => Promise<T>): Promise<T[]>;
}

interface ProduceArgs {
  acks: number;
  timeout: number;
  compression: number;
  transactionalId?: string;
  topicData: { topic: string; partitions: { partition: number; messages: EncodableRecord[] }[] }[];
}

type Made = { request: object; response: object };
interface Api<A> {
  [patched]?: true;
  protocol(options: { version: number }): (args: A) => Made;
}

const patched = Symbol.for('hearback.kafkajs.own-record-codec');
const PRODUCE_WITH_BATCHES = 3;
const FETCH = 11;

/** Lets kafkajs write and read records in one pass. Idempotent; affects every kafkajs client of the process. */
export function ownRecordCodec(): void {
  const produce = require('kafkajs/src/protocol/requests/produce') as Api<ProduceArgs>;
  wrap(produce, (version, args, made) => {
    const plain = version >= PRODUCE_WITH_BATCHES && !args.compression && !args.transactionalId;
    return plain ? { ...made, request: { ...made.request, encode: async () => encodeProduce(args) } } : made;
  });
  const fetch = require('kafkajs/src/protocol/requests/fetch') as Api<unknown>;
  wrap(fetch, (version, _args, made) =>
    version === FETCH ? { ...made, response: { ...made.response, decode: decodeFetch } } : made,
  );
}

function wrap<A>(api: Api<A>, change: (version: number, args: A, made: Made) => Made): void {
  if (api[patched]) return;
  api[patched] = true;
  const original = api.protocol;
  api.protocol = ({ version }) => {
    const make = original({ version });
    return (args) => change(version, args, make(args));
  };
}

/** Produce from version 3 on: transactional_id acks timeout [topic [partition records]]. */
function encodeProduce({ acks, timeout, topicData }: ProduceArgs): Encoder {
  const batches = topicData.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map(({ partition, messages }) => ({
      partition,
      bytes: encodeRecordBatch(messages, Date.now(), crc32c),
    })),
  }));
  const size = batches.flatMap((topic) => topic.partitions).reduce((sum, { bytes }) => sum + bytes.length + 8, 1_024);
  const encoder = newEncoder(size).writeString(null).writeInt16(acks).writeInt32(timeout).writeInt32(batches.length);
  for (const { topic, partitions } of batches) {
    encoder.writeString(topic).writeInt32(partitions.length);
    for (const { partition, bytes } of partitions)
      encoder.writeInt32(partition).writeInt32(bytes.length).writeBuffer(bytes);
  }
  return encoder;
}

/** As kafkajs' own for version 11, apart from the records. */
async function decodeFetch(raw: Buffer): Promise<object> {
  const decoder = newDecoder(raw);
  const clientSideThrottleTime = decoder.readInt32();
  const errorCode = decoder.readInt16();
  const sessionId = decoder.readInt32();
  const responses = await decoder.readArrayAsync(async () => ({
    topicName: decoder.readString(),
    partitions: await decoder.readArrayAsync(decodePartition),
  }));
  return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
}

async function decodePartition(decoder: Decoder): Promise<object> {
  return {
    partition: decoder.readInt32(),
    errorCode: decoder.readInt16(),
    highWatermark: String(decoder.readInt64()),
    lastStableOffset: String(decoder.readInt64()),
    lastStartOffset: String(decoder.readInt64()),
    abortedTransactions: decoder.readArray(() => ({
      producerId: String(decoder.readInt64()),
      firstOffset: String(decoder.readInt64()),
    })),
    preferredReadReplica: decoder.readInt32(),
    messages: await decodeRecords(decoder),
  };
}

async function decodeRecords(decoder: Decoder): Promise<unknown[]> {
  const from = decoder.offset;
  const size = decoder.readInt32();
  if (size <= 0 || !decoder.canReadBytes(size)) return [];
  decoder.offset = from;
  const records = decodeRecordBatches(decoder.readBytes()!);
  if (records) return records;
  decoder.offset = from;
  return kafkajsRecords(decoder);
}

const crc32c = require('kafkajs/src/protocol/recordBatch/crc32C') as (bytes: Buffer) => number;
const kafkajsRecords = require('kafkajs/src/protocol/requests/fetch/v4/decodeMessages') as (
  decoder: Decoder,
) => Promise<unknown[]>;
const EncoderClass = require('kafkajs/src/protocol/encoder') as new (size: number) => Encoder;
const DecoderClass = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => Decoder;
const newEncoder = (size: number) => new EncoderClass(size);
const newDecoder = (bytes: Buffer) => new DecoderClass(bytes);
