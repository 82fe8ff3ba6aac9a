import { decodeRecordBatches } from './decode-record-batches';
import { encodeRecordBatch, type EncodableRecord } from './encode-record-batch';

/* eslint-disable @typescript-eslint/no-require-imports -- kafkajs' own code is what the bytes are compared with */
interface Encoded {
  buffer: Buffer;
}
const crc32c = require('kafkajs/src/protocol/recordBatch/crc32C') as (bytes: Buffer) => number;
const kafkajsRecord = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => Encoded;
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0') as {
  RecordBatch(batch: object): Promise<Encoded>;
};
const Decoder = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => unknown;
const kafkajsBatch = require('kafkajs/src/protocol/recordBatch/v0/decoder') as (
  decoder: unknown,
) => Promise<{ records: unknown[] }>;

const NOW = 1_795_331_082_987;
const RECORDS: EncodableRecord[] = [
  { key: '客户', value: Buffer.from('{"text":"取款机吞卡"}'), headers: { ce_id: 'é', ce_type: Buffer.from('t') } },
  { key: Buffer.from('k'), value: null, headers: {} },
  { key: null, value: 'x'.repeat(9_000) },
  { value: Buffer.alloc(0), headers: { empty: '' } },
  ...Array.from({ length: 200 }, (_, n) => ({ key: `key ${n}`, value: String(n) })),
];

function byKafkajs(records: EncodableRecord[], options: object = {}): Promise<Encoded> {
  return RecordBatch({
    records: records.map((record, offsetDelta) => kafkajsRecord({ ...record, offsetDelta, timestampDelta: 0 })),
    firstTimestamp: NOW,
    maxTimestamp: NOW,
    lastOffsetDelta: records.length - 1,
    ...options,
  });
}

test('a batch has the very bytes that kafkajs writes', async () => {
  expect(encodeRecordBatch(RECORDS, NOW, crc32c).equals((await byKafkajs(RECORDS)).buffer)).toBe(true);
});

test('batches are read as kafkajs reads them, a broken off one at the end is left out', async () => {
  const later = await byKafkajs(RECORDS.slice(0, 2), {
    firstOffset: 7_000_000_000,
    producerId: 12,
    transactional: true,
  });
  const { buffer } = await byKafkajs(RECORDS);
  const read = decodeRecordBatches(Buffer.concat([buffer, later.buffer, buffer.subarray(0, 900)]))!;
  const expected = [...(await fromKafkajs(buffer)), ...(await fromKafkajs(later.buffer))];
  expect(read.map((record) => ({ ...record, headers: { ...record.headers } }))).toEqual(expected);
  expect(read.at(-1)).toMatchObject({ offset: '7000000001', timestamp: String(NOW), value: null });
});

test('a name that comes twice has a list of values', async () => {
  const headers = { twice: ['a', 'b', 'c'], once: 'd' };
  const { buffer } = await byKafkajs([{ key: null, value: 'v', headers: headers as never }]);
  expect({ ...decodeRecordBatches(buffer)![0]!.headers }).toEqual({
    twice: ['a', 'b', 'c'].map((text) => Buffer.from(text)),
    once: Buffer.from('d'),
  });
});

test('a header may have any name', () => {
  const headers = { ['__proto__']: 'p', toString: 's' };
  const [record] = decodeRecordBatches(encodeRecordBatch([{ value: 'v', headers }], NOW, crc32c))!;
  expect(Object.entries(record!.headers).map(([name, value]) => [name, String(value)])).toEqual(
    Object.entries(headers),
  );
});

test('times of records count from that of the batch; a broker may stamp them all', async () => {
  const records = [-5, 0, 3_000_000_000].map((timestampDelta, offsetDelta) =>
    kafkajsRecord({ key: null, value: 'v', offsetDelta, timestampDelta }),
  );
  const { buffer } = await RecordBatch({ records, firstTimestamp: NOW, maxTimestamp: NOW + 9, lastOffsetDelta: 2 });
  const times = () => decodeRecordBatches(buffer)!.map(({ timestamp }) => Number(timestamp) - NOW);
  expect(times()).toEqual([-5, 0, 3_000_000_000]);
  buffer.writeInt16BE(0x8, 21);
  expect(times()).toEqual([9, 9, 9]);
});

test('a record may have a time of its own, before or after that of its batch', async () => {
  const times = [NOW - 5, NOW, NOW - 3_000_000_000, NOW + 700];
  const records: EncodableRecord[] = times.map((time) =>
    time === NOW ? { key: 'k', value: 'v' } : { key: 'k', value: 'v', timestamp: String(time) },
  );
  const { buffer } = await RecordBatch({
    records: times.map((time, offsetDelta) =>
      kafkajsRecord({ key: 'k', value: 'v', offsetDelta, timestampDelta: time - times[0]! }),
    ),
    firstTimestamp: times[0],
    maxTimestamp: NOW + 700,
    lastOffsetDelta: 3,
  });
  expect(encodeRecordBatch(records, NOW, crc32c).equals(buffer)).toBe(true);
  expect(decodeRecordBatches(buffer)!.map(({ timestamp }) => Number(timestamp))).toEqual(times);
});

test('what is compressed, or older than version 2, is left to kafkajs', async () => {
  const compressed = await byKafkajs(RECORDS, { compression: 1 });
  expect(decodeRecordBatches(compressed.buffer)).toBeNull();
  const { buffer } = await byKafkajs(RECORDS);
  buffer[16] = 1;
  expect(decodeRecordBatches(buffer)).toBeNull();
});

async function fromKafkajs(bytes: Buffer): Promise<unknown[]> {
  return (await kafkajsBatch(new Decoder(bytes))).records;
}
