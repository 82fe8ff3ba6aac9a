import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@hearback/config';

/** The classifier's own program, beside this one in every build: services do not import each other. */
const TRAINER = join(__dirname, '../classifier/train/main.js');
/** All texts and their features are held at once. */
const MEMORY_MB = 3_072;

/** Runs the trainer with the arguments as they are and gives its exit code. */
export function runTrainer(args: readonly string[]): number {
  if (!existsSync(TRAINER)) throw new ConfigurationError('the classifier is not built: npx nx build classifier');
  const { status } = spawnSync(process.execPath, [`--max-old-space-size=${MEMORY_MB}`, TRAINER, ...args], {
    stdio: 'inherit',
  });
  return status ?? 1;
}
