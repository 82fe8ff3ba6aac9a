import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm start` wrote to `.hearback/local.env` in the current folder, by name; nothing when there is none. */
export function localEnv(): Record<string, string> {
  const file = join(process.cwd(), '.hearback', 'local.env');
  if (!existsSync(file)) return {};
  const pairs = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => /^([A-Z_]+)=(.*)$/.exec(line.trim()))
    .filter((match) => match !== null);
  return Object.fromEntries(pairs.map(([, name, value]) => [name!, value!]));
}
