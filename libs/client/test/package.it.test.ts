import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// The package as others install it: outside this repository, with nothing but what its package.json names.
jest.setTimeout(120_000);

const ROOT = join(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'hearback-client-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

beforeAll(() => {
  const modules = join(folder, 'node_modules');
  cpSync(join(ROOT, 'dist/libs/client'), join(modules, '@hearback/client'), { recursive: true });
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers', '@types/node', 'undici-types']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
});

const USE = `
const sender = feedbackSender({ url: 'http://127.0.0.1:1', apiKey: 'k', retry: { deadlineMs: 1 } });
sender.send({ text: 'a' }).catch((error) => console.log(error.name));
console.log(typeof serviceClient('cases', { url: 'http://127.0.0.1:1', apiKey: 'k' }).GET);
`;

test.each([
  ['module.mjs', `import { feedbackSender, serviceClient } from '@hearback/client';${USE}`],
  ['script.cjs', `const { feedbackSender, serviceClient } = require('@hearback/client');${USE}`],
])('it works alone in %s', (name, code) => {
  writeFileSync(join(folder, name), code);
  expect(run(name)).toEqual({ status: 0, out: 'function\nUndelivered\n', err: '' });
});

test('its types hold in a strict program, and refuse what the service would refuse', () => {
  const program = (item: string) => `
import { feedbackSender, serviceClient, type AcceptedItem } from '@hearback/client';
const connection = { url: 'http://127.0.0.1:1', apiKey: 'k' };
export const accepted: Promise<AcceptedItem> = feedbackSender(connection).send(${item});
export const state = async (caseId: string): Promise<string | undefined> =>
  (await serviceClient('cases', connection).GET('/v1/cases/{caseId}', { params: { path: { caseId } } })).data?.state;
`;
  writeFileSync(
    join(folder, 'good.mts'),
    program("{ text: '好', rating: { stars: 5 }, author: { phone: '+85251234567' } }"),
  );
  writeFileSync(join(folder, 'bad.mts'), program("{ text: '好', colour: 'red' }"));
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
  const { out } = run(join(ROOT, 'node_modules/typescript/bin/tsc'), ...options, 'good.mts', 'bad.mts');
  expect(
    out
      .trim()
      .split('\n')
      .filter((line) => /^\S/.test(line)),
  ).toEqual([expect.stringMatching(/^bad\.mts.*'colour' does not exist/)]);
});

test('documents and types in the repository are those of the built services (npm run contracts)', () => {
  expect(run(join(ROOT, 'libs/client/scripts/generate.mjs'), '--check')).toEqual({ status: 0, out: '', err: '' });
});
