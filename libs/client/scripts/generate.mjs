// Writes what each service says of its HTTP interface to docs/openapi/<service>.json, and from these files the types of this
// package (npm run contracts; the services must have been built). With --check it writes nothing and ends with 1 when a
// file is stale.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const ROOT = new URL('../../../', import.meta.url);
const DOCUMENTS = new URL('docs/openapi/', ROOT);
const TYPES = new URL('../src/generated/', import.meta.url);
const SERVICES = [
  'channel-hotline',
  'channel-app-ratings',
  'channel-web-forms',
  'channel-social',
  'classifier',
  'cases',
  'response-tracker',
  'directory',
];
// A field with a default may be left out of what is sent; what is answered names it as required.
const OPTIONS = { defaultNonNullable: false };
const HEADER = '// Generated from docs/openapi by `npm run contracts`; do not edit.\n\n';

const require = createRequire(import.meta.url);
const documents = Object.fromEntries(
  SERVICES.map((service) => [
    service,
    require(fileURLToPath(new URL(`dist/services/${service}/openapi.js`, ROOT))).OPENAPI,
  ]),
);

const wanted = new Map();
for (const [service, document] of Object.entries(documents)) {
  wanted.set(new URL(`${service}.json`, DOCUMENTS), `${JSON.stringify(document, null, 2)}\n`);
  wanted.set(new URL(`${service}.ts`, TYPES), HEADER + astToString(await openapiTS(clientView(document), OPTIONS)));
}
wanted.set(new URL('operations.ts', TYPES), HEADER + operations());

const stale = [...wanted].filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
const known = new Set([...wanted.keys()].map(String));
const left = [DOCUMENTS, TYPES]
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => new URL(name, folder)))
  .filter((file) => !known.has(String(file)));
if (process.argv.includes('--check')) {
  for (const file of [...stale.map(([file]) => file), ...left])
    console.error(`stale: ${fileURLToPath(file)} (npm run contracts)`);
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  for (const folder of [DOCUMENTS, TYPES]) mkdirSync(folder, { recursive: true });
  for (const [file, text] of stale) writeFileSync(file, text);
  for (const file of left) rmSync(file);
}

/** The document as a user of the client sees it: the key that the client makes need not be given. */
function clientView(document) {
  const view = structuredClone(document);
  for (const { operation } of operationsOf(view))
    for (const parameter of operation.parameters ?? []) if (isKey(parameter)) parameter.required = false;
  return view;
}

function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

function isKey(parameter) {
  return parameter.in === 'header' && parameter.name === 'Idempotency-Key';
}

/** What the client must know of operations when it runs: which take a key, and which need none to be repeated. */
function operations() {
  const named = (matches) =>
    Object.fromEntries(
      Object.entries(documents).map(([service, document]) => [
        service,
        operationsOf(document)
          .filter(({ operation }) => matches(operation))
          .map(({ path, method }) => `${method.toUpperCase()} ${path}`),
      ]),
    );
  const table = (name, matches) => `export const ${name} = ${JSON.stringify(named(matches), null, 2)};\n`;
  return [
    table('KEYED', (operation) => operation.parameters?.some(isKey)),
    table('REPEATABLE', (operation) => operation['x-repeatable']),
  ].join('\n');
}
