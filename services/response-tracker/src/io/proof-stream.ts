import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { OpenProof } from '../proof-reads';

/** A proof as bytes: read from the database only as fast as they are taken, and ended when the reader goes away. */
export function streamOf({ text, close }: OpenProof): Readable {
  const stream = Readable.from(text, { objectMode: false });
  // Also when nobody ever read from it, where the generator would not run at all.
  stream.once('close', () => void close());
  return stream;
}

/** The same compressed; either end takes the other one down. */
export function gzipped(source: Readable): Readable {
  return pipeline(source, createGzip(), () => undefined);
}
