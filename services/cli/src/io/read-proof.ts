import { startVerification, verifyProof, type ProofResult, type VerifyOptions } from '@hearback/proof';
import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip, type Gunzip } from 'node:zlib';

const GZIP = Buffer.from([0x1f, 0x8b]);
const EVENTS_FOLLOW = '"events":[';
const END = ']}';

/**
 * Verifies a proof file, plain or compressed by gzip. A file as Hearback writes it, one event on each line, is read event by
 * event, so its size does not matter; any other layout of the same JSON is read whole.
 * @throws when there is no such file; what is wrong inside it is a fault of the result
 */
export async function readProof(path: string, options: VerifyOptions): Promise<ProofResult> {
  const isCompressed = await isGzip(path);
  const input = createReadStream(path);
  return verifyLines(linesOf(isCompressed ? unzipped(input) : input), options);
}

function unzipped(input: ReadStream): Gunzip {
  const gunzip = createGunzip();
  // `pipe` keeps errors to itself: without this a read error would leave the reader waiting for ever.
  input.on('error', (error) => gunzip.destroy(error));
  return input.pipe(gunzip);
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
    return buffer.equals(GZIP);
  } finally {
    await file.close();
  }
}

async function verifyLines(lines: AsyncGenerator<string>, options: VerifyOptions): Promise<ProofResult> {
  const first = await next(lines);
  if (!first?.endsWith(EVENTS_FOLLOW)) return verifyWhole(first ?? '', lines, options);
  const verification = startVerification(parsed(`${first}${END}`, withoutEvents), options);
  for (;;) {
    const line = await next(lines);
    if (line === null) return verification.end(`the line ${END} after the last event`);
    if (line === END) break;
    if (line !== '') verification.take(parsed(line.endsWith(',') ? line.slice(0, -1) : line));
  }
  return verification.end((await isAtEnd(lines)) ? undefined : `nothing after the line ${END}`);
}

async function isAtEnd(lines: AsyncGenerator<string>): Promise<boolean> {
  for (let line = await next(lines); line !== null; line = await next(lines)) if (line.trim() !== '') return false;
  return true;
}

async function verifyWhole(first: string, lines: AsyncGenerator<string>, options: VerifyOptions): Promise<ProofResult> {
  const all = [first];
  for (let line = await next(lines); line !== null; line = await next(lines)) all.push(line);
  return verifyProof(parsed(all.join('\n')), options);
}

/** The next line; null at the end, also where the bytes cannot be read any further. */
async function next(lines: AsyncGenerator<string>): Promise<string | null> {
  try {
    const { value, done } = await lines.next();
    return done ? null : value;
  } catch {
    return null;
  }
}

async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let begun: string[] = [];
  for await (const bytes of source) {
    const [rest, ...more] = decoder.decode(bytes, { stream: true }).split('\n');
    begun.push(rest!);
    for (const start of more) {
      yield begun.join('');
      begun = [start];
    }
  }
  begun.push(decoder.decode());
  yield begun.join('');
}

/** What is no JSON is no part of a proof; the verification says which one it was. */
function parsed(text: string, reviver?: (value: unknown) => unknown): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return reviver ? reviver(value) : value;
  } catch {
    return undefined;
  }
}

function withoutEvents(value: unknown): unknown {
  const { events: _events, ...front } = value as { events: unknown };
  return front;
}
