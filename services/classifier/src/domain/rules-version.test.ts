import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES_VERSION } from './rules';

/** SHA-256 over the rule data of each version. A released version is never edited: change the data, add a version here. */
const CHECKSUMS: Record<string, string> = {
  'rules-1': 'b14defaddbeac9d7dabceeaecaa789c9a046f0ad6d531338f068f3c480ad36ea',
  'rules-2': 'd481ee7a5c57ff19ec1c3a21eba97b2cfbaa077c0de13d85ac7d7995bb5fe1d7',
  'rules-3': 'aca8feb044f810c21f72ce8e789bc2272085d693de33c07aa8d35b4d3bffa202',
};

test('the rules have not changed under their version', () => {
  expect({ [RULES_VERSION]: checksum() }).toEqual({ [RULES_VERSION]: CHECKSUMS[RULES_VERSION] });
});

// Over the parsed data, so that formatting does not count.
function checksum(): string {
  const folder = join(__dirname, '../rules');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort())
    hash.update(`${file}\n${JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8')))}\n`);
  return hash.digest('hex');
}
