import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout this file belongs to, from the sources and from dist alike. */
export function workspaceRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'nx.json'))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error(`no nx.json above ${__dirname}`);
    directory = parent;
  }
  return directory;
}
