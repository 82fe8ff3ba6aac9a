/** A record as kafkajs hands it on. */
export interface DecodedRecord {
  magicByte: number;
  attributes: number;
  timestamp: string;
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Header>;
  isControlRecord: boolean;
  batchContext: BatchContext;
}

type Header = Buffer | null | (Buffer | null)[];

interface BatchContext {
  firstOffset: string;
  firstTimestamp: string;
  partitionLeaderEpoch: number;
  inTransaction: boolean;
  isControlBatch: boolean;
  lastOffsetDelta: number;
  producerId: string;
  producerEpoch: number;
  firstSequence: number;
  maxTimestamp: string;
  timestampType: number;
  magicByte: number;
}

const BATCH_HEADER = 61;
const MAGIC = 2;
const COMPRESSION = 0x7;
const LOG_APPEND_TIME = 0x8;
const IN_TRANSACTION = 0x10;
const CONTROL = 0x20;

/**
 * The records of a fetched partition in batches of version 2 (kafka.apache.org/documentation/#recordbatch), a broken off
 * batch at the end left out. null when one is compressed or of an older version: kafkajs must read those.
 */
export function decodeRecordBatches(bytes: Buffer): DecodedRecord[] | null {
  const records: DecodedRecord[] = [];
  let at = 0;
  while (at + BATCH_HEADER <= bytes.length) {
    const end = at + 12 + bytes.readInt32BE(at + 8);
    if (bytes[at + 16] !== MAGIC || (bytes.readInt16BE(at + 21) & COMPRESSION) !== 0) return null;
    if (end > bytes.length) break;
    readBatch(bytes.subarray(at, end), records);
    at = end;
  }
  return records;
}

function readBatch(bytes: Buffer, into: DecodedRecord[]): void {
  const attributes = bytes.readInt16BE(21);
  const batchContext = readContext(bytes, attributes);
  // Offsets and times stay below 2^53 for longer than anyone will ask.
  const firstOffset = Number(batchContext.firstOffset);
  const firstTime = Number(batchContext.firstTimestamp);
  const appendTime = (attributes & LOG_APPEND_TIME) === 0 ? null : batchContext.maxTimestamp;
  const cursor = new Cursor(bytes, BATCH_HEADER);
  for (let left = bytes.readInt32BE(57); left > 0; left--) {
    cursor.varint(); // length of the record
    const recordAttributes = bytes[cursor.at++]!;
    const time = firstTime + cursor.varint();
    into.push({
      magicByte: MAGIC,
      attributes: recordAttributes,
      timestamp: appendTime ?? String(time),
      offset: String(firstOffset + cursor.varint()),
      key: cursor.field(),
      value: cursor.field(),
      headers: readHeaders(cursor),
      isControlRecord: batchContext.isControlBatch,
      batchContext,
    });
  }
}

function readContext(bytes: Buffer, attributes: number): BatchContext {
  return {
    firstOffset: String(bytes.readBigInt64BE(0)),
    partitionLeaderEpoch: bytes.readInt32BE(12),
    magicByte: MAGIC,
    lastOffsetDelta: bytes.readInt32BE(23),
    firstTimestamp: String(bytes.readBigInt64BE(27)),
    maxTimestamp: String(bytes.readBigInt64BE(35)),
    producerId: String(bytes.readBigInt64BE(43)),
    producerEpoch: bytes.readInt16BE(51),
    firstSequence: bytes.readInt32BE(53),
    inTransaction: (attributes & IN_TRANSACTION) !== 0,
    isControlBatch: (attributes & CONTROL) !== 0,
    timestampType: (attributes & LOG_APPEND_TIME) === 0 ? 0 : 1,
  };
}

/** A name that comes twice has a list of values, as in kafkajs. */
function readHeaders(cursor: Cursor): Record<string, Header> {
  // Without a prototype, because a name may be anything, `__proto__` too.
  const headers = Object.create(null) as Record<string, Header>;
  for (let left = cursor.varint(); left > 0; left--) {
    const name = cursor.text();
    const value = cursor.field();
    const before = headers[name];
    headers[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return headers;
}

class Cursor {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  /** Zigzag, up to 53 bits. */
  varint(): number {
    const { bytes } = this;
    let value = 0;
    let scale = 1;
    let byte;
    do {
      byte = bytes[this.at++]!;
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte > 0x7f);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  field(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    const length = this.varint();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }
}
