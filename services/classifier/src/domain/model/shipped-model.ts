import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from './model';
import { decodeModel } from './model-format';

export const SHIPPED_MODEL_FILE = join(__dirname, '../../model/hearback.model');

let shipped: Model | undefined;

/** The model that comes with this version. Part of the program like the rules, only too large for an import. */
export function shippedModel(): Model {
  return (shipped ??= decodeModel(readFileSync(SHIPPED_MODEL_FILE)));
}
