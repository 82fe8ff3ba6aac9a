import { chmodSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner may read, also when it was there before and anyone could. */
export function writePrivately(file: string, content: string): void {
  // The mode counts for a new file only.
  writeFileSync(file, '', { mode: 0o600 });
  chmodSync(file, 0o600);
  writeFileSync(file, content);
}
