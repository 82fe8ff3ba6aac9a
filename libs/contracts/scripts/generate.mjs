// Writes schemas/*.json and asyncapi.json from the events (npm run contracts); a test fails while they are stale.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const built = fileURLToPath(new URL('../../../dist/libs/contracts/index.js', import.meta.url));
const { EVENTS, asyncApiDocument, jsonSchemaOf } = require(built);
const write = (name, value) =>
  writeFileSync(new URL(`../${name}`, import.meta.url), `${JSON.stringify(value, null, 2)}\n`);

for (const [name, event] of Object.entries(EVENTS)) write(`schemas/${name}.json`, jsonSchemaOf(event));
write('asyncapi.json', asyncApiDocument(EVENTS));
