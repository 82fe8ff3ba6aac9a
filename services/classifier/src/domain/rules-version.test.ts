import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES_VERSION } from './rules';

/** SHA-256 over the rule data of each version. A released version is never edited: change the data, add a version here. */
const CHECKSUMS: Record<string, string> = {
  'rules-1': '30833ae35d7a2807cebf39065d8f39c70385cd5591a61e17d6757173542c5473',
};

test('the rules have not changed under their version', () => {
  expect({ [RULES_VERSION]: checksum() }).toEqual({ [RULES_VERSION]: CHECKSUMS[RULES_VERSION] });
});

// Over the parsed data, so that formatting does not count.
function checksum(): string {
  const folder = join(__dirname, '../rules');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort())
    hash.update(`${file}\n${JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8')))}\n`);
  return hash.digest('hex');
}
