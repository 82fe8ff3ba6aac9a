/** A record as it goes into a batch. */
export interface EncodableRecord {
  key?: Buffer | string | null;
  value: Buffer | string | null;
  headers?: Record<string, Buffer | string>;
  /** Milliseconds since the epoch, as kafkajs takes it; default now. */
  timestamp?: string;
}

/** Where the CRC-32C lies, and what it covers: everything behind it. */
const CRC_AT = 17;
const COVERED_FROM = 21;
const RECORDS_FROM = 61;
const MAGIC = 2;

/**
 * A record batch of version 2, uncompressed, of a producer without id (kafka.apache.org/documentation/#recordbatch).
 * kafkajs builds the same bytes out of some sixty small buffers for each record.
 */
export function encodeRecordBatch(
  records: readonly EncodableRecord[],
  nowMs: number,
  crc32c: (bytes: Buffer) => number,
): Buffer {
  const times = records.map(({ timestamp }) => (timestamp === undefined ? nowMs : Number(timestamp)));
  const first = times[0] ?? nowMs;
  const sizes = records.map((record, index) => bodySize(record, index, times[index]! - first));
  const total = sizes.reduce((sum, size) => sum + varintSize(size) + size, RECORDS_FROM);
  // Written to its last byte below, so nothing of the pool's former contents can leave.
  const bytes = Buffer.allocUnsafe(total);
  writeHeader(bytes, records.length, { first, most: times.reduce((a, b) => Math.max(a, b), first) });
  let at = RECORDS_FROM;
  for (const [index, record] of records.entries()) {
    at = writeVarint(bytes, at, sizes[index]!);
    at = writeBody(bytes, at, { record, index, delta: times[index]! - first });
  }
  bytes.writeUInt32BE(crc32c(bytes.subarray(COVERED_FROM)), CRC_AT);
  return bytes;
}

function writeHeader(bytes: Buffer, count: number, { first, most }: { first: number; most: number }): void {
  bytes.writeBigInt64BE(0n, 0); // base offset: the broker's
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes.writeInt32BE(0, 12); // partition leader epoch: the broker's
  bytes.writeInt8(MAGIC, 16);
  bytes.writeInt16BE(0, COVERED_FROM); // attributes: no compression, created time, no transaction
  bytes.writeInt32BE(count - 1, 23);
  bytes.writeBigInt64BE(BigInt(first), 27);
  bytes.writeBigInt64BE(BigInt(most), 35);
  bytes.writeBigInt64BE(-1n, 43); // producer id
  bytes.writeInt16BE(0, 51); // producer epoch
  bytes.writeInt32BE(0, 53); // base sequence
  bytes.writeInt32BE(count, 57);
}

/** Attributes are one byte, 0. */
function bodySize(record: EncodableRecord, index: number, delta: number): number {
  let size = 1 + varlongSize(delta) + varintSize(index) + fieldSize(record.key ?? null) + fieldSize(record.value);
  let count = 0;
  for (const name in record.headers) {
    size += fieldSize(name) + fieldSize(record.headers[name]!);
    count++;
  }
  return size + varintSize(count);
}

interface Body {
  record: EncodableRecord;
  index: number;
  delta: number;
}

function writeBody(bytes: Buffer, from: number, { record, index, delta }: Body): number {
  const headers = record.headers ?? {};
  let at = from;
  bytes[at++] = 0;
  at = writeVarlong(bytes, at, delta);
  at = writeVarint(bytes, at, index);
  at = writeField(bytes, at, record.key ?? null);
  at = writeField(bytes, at, record.value);
  at = writeVarint(bytes, at, Object.keys(headers).length);
  for (const name in headers) {
    at = writeField(bytes, at, name);
    at = writeField(bytes, at, headers[name]!);
  }
  return at;
}

function fieldSize(field: Buffer | string | null): number {
  if (field === null) return 1;
  const length = lengthOf(field);
  return varintSize(length) + length;
}

function writeField(bytes: Buffer, at: number, field: Buffer | string | null): number {
  if (field === null) return writeVarint(bytes, at, -1);
  const from = writeVarint(bytes, at, lengthOf(field));
  return from + (typeof field === 'string' ? bytes.write(field, from) : field.copy(bytes, from));
}

function lengthOf(field: Buffer | string): number {
  return typeof field === 'string' ? Buffer.byteLength(field) : field.length;
}

/** Zigzag: small negative numbers are short too. */
function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest > 0x7f; rest >>>= 7) size++;
  return size;
}

function writeVarint(bytes: Buffer, from: number, value: number): number {
  let at = from;
  let rest = zigzag(value);
  for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
  bytes[at++] = rest;
  return at;
}

// Without bit operators, which know 32 bits: times are further apart than 25 days.
const zigzagLong = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);

function varlongSize(value: number): number {
  let size = 1;
  for (let rest = zigzagLong(value); rest > 0x7f; rest = Math.floor(rest / 128)) size++;
  return size;
}

function writeVarlong(bytes: Buffer, from: number, value: number): number {
  let at = from;
  let rest = zigzagLong(value);
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 0x80;
  bytes[at++] = rest;
  return at;
}
