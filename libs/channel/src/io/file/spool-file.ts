import { isAscii } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_LIMITS } from '../../domain/file/file-limits';
import { FileRefused } from '../../domain/file/file-refused';
import { callerGone } from '../refusals';

/** A file as it came, on this machine's disk. */
export interface SpooledFile {
  handle: FileHandle;
  bytes: number;
  /** SHA-256, hex: what the ids of its rows derive from. */
  hash: string;
  /** Pieces that are not plain ASCII, by which the encoding is told. */
  samples: Buffer[];
  close(): Promise<void>;
}

const SAMPLES = 8;
const IDLE_MS = 30_000;

/**
 * Puts a body on disk, because its hash must be known before its first row gets an id, and a workbook is read from its
 * end. The file has no name from the start: it is gone when it is closed, or when the process dies.
 * @throws FileRefused 413; ProblemError 400 when the caller went away, or sent nothing for half a minute
 */
export async function spoolFile(request: IncomingMessage): Promise<SpooledFile> {
  if (Number(request.headers['content-length'] ?? 0) > FILE_LIMITS.bytes) throw tooLarge();
  const path = join(tmpdir(), `hearback-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  try {
    return await receive(request, handle);
  } catch (error) {
    await handle.close();
    throw request.destroyed && !(error instanceof FileRefused) ? callerGone() : error;
  }
}

async function receive(request: IncomingMessage, handle: FileHandle): Promise<SpooledFile> {
  const hash = createHash('sha256');
  const samples: Buffer[] = [];
  let bytes = 0;
  const giveUp = () => request.destroy();
  request.socket.setTimeout(IDLE_MS, giveUp);
  // Without this option a refusal in the middle would end the connection before its answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > FILE_LIMITS.bytes) throw tooLarge();
    hash.update(chunk);
    if (samples.length < SAMPLES && !isAscii(chunk)) samples.push(chunk);
    // Unlike `write`, all of it: a disk that is nearly full takes a part and says so in a number.
    await handle.appendFile(chunk);
  }
  request.socket.setTimeout(0, giveUp);
  return { handle, bytes, hash: hash.digest('hex'), samples, close: () => handle.close() };
}

function tooLarge(): FileRefused {
  const detail = `The file is larger than ${FILE_LIMITS.bytes / 1_048_576} MiB; send it in parts.`;
  return new FileRefused(413, 'too-large', detail);
}

const CHUNK_BYTES = 65_536;

/**
 * The bytes of a spooled file in order, one piece in memory at a time.
 * @throws Error when there are fewer than came in
 */
export async function* chunksOf({ handle, bytes }: SpooledFile): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes;) {
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.allocUnsafe(CHUNK_BYTES), position: at });
    // Its report would call what is left of it the whole.
    if (bytesRead === 0) throw new Error('the spooled file is shorter than what came in');
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Its first bytes. */
export async function beginningOf({ handle }: SpooledFile, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(length), position: 0 });
  return buffer.subarray(0, bytesRead);
}
