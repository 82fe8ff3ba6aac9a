import { createHash } from 'node:crypto';
import { DENSE } from './features';
import { BUCKET_BITS, BUCKETS } from './gram-hasher';
import type { Model, ModelHeader } from './model';
import { OUTPUTS } from './outputs';

/** Why a file is not put in force. */
export class ModelRefusedError extends Error {
  override name = 'ModelRefusedError';
}

const WEIGHTS_BYTES = BUCKETS * OUTPUTS;
const DENSE_BYTES = DENSE * OUTPUTS * Float32Array.BYTES_PER_ELEMENT;

/** A model as a file: one line of JSON, which people can read, then the weights (int8), then those of the dense features. */
export function encodeModel(model: Model): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(model.header)}\n`), weightBytes(model)]);
}

/** @throws ModelRefusedError saying what is wrong with the file */
export function decodeModel(file: Buffer): Model {
  const end = file.indexOf('\n');
  const header = readHeader(file.subarray(0, Math.max(0, end)).toString());
  const body = file.subarray(end + 1);
  if (header.bucketBits !== BUCKET_BITS || header.outputs !== OUTPUTS || header.dense !== DENSE)
    throw new ModelRefusedError('it was made for other features than this version of Hearback reads');
  if (body.length !== WEIGHTS_BYTES + DENSE_BYTES)
    throw new ModelRefusedError(`it holds ${body.length} bytes of weights, not ${WEIGHTS_BYTES + DENSE_BYTES}`);
  if (checksumOf(body) !== header.checksum) throw new ModelRefusedError('its checksum is wrong');
  const weights = new Int8Array(WEIGHTS_BYTES);
  weights.set(body.subarray(0, WEIGHTS_BYTES));
  // A copy, because the floats of a file need not lie where floats must.
  const dense = new Float32Array(Uint8Array.from(body.subarray(WEIGHTS_BYTES)).buffer);
  return { header, weights, dense };
}

export function weightsChecksum(model: Pick<Model, 'weights' | 'dense'>): string {
  return checksumOf(weightBytes(model));
}

function weightBytes({ weights, dense }: Pick<Model, 'weights' | 'dense'>): Buffer {
  return Buffer.concat([new Uint8Array(weights), Buffer.from(dense.buffer, dense.byteOffset, dense.byteLength)]);
}

function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readHeader(line: string): ModelHeader {
  try {
    return JSON.parse(line) as ModelHeader;
  } catch {
    throw new ModelRefusedError('its first line is no JSON header');
  }
}
