import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

// The rules of CONTRIBUTING.md are only worth what refuses a violation: each one is planted here and must be refused.
const ROOT = join(__dirname, '../../..');
const KINDS = ['kind:contract', 'kind:platform', 'kind:testing', 'kind:service', 'kind:client'];

const planted: { rule: string; file: string; code: string }[] = [
  {
    rule: '@nx/enforce-module-boundaries',
    file: 'services/cli/src/planted-service-import.ts',
    code: "import { start } from '../../cases/src/main';\nexport const planted = start;\n",
  },
  {
    rule: '@nx/enforce-module-boundaries',
    file: 'libs/contracts/src/planted-driver.ts',
    code: "import { Pool } from 'pg';\nexport const planted = Pool;\n",
  },
  {
    rule: 'no-restricted-imports',
    file: 'services/cli/src/domain/planted-io.ts',
    code: "import { Pool } from 'pg';\nexport const planted = Pool;\n",
  },
  {
    rule: 'no-restricted-syntax',
    file: 'services/cli/src/domain/planted-clock.ts',
    code: 'export const planted = () => Date.now();\n',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'services/cli/src/planted-topic.ts',
    code: "export const planted = 'hearback.feedback.received.v1';\n",
  },
  {
    rule: 'no-restricted-imports',
    file: 'services/cli/src/planted-testing.ts',
    code: "import { eventually } from '@hearback/testing';\nexport const planted = eventually;\n",
  },
];

const lint = (project: string) =>
  spawnSync('npx', ['nx', 'run', `${project}:lint`, '--skip-nx-cache', '--output-style=static'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NO_COLOR: '1', FORCE_COLOR: '0' },
  });

afterEach(() => planted.forEach(({ file }) => rmSync(join(ROOT, file), { force: true })));

test('planted violations of every boundary are refused, each by its rule', () => {
  for (const { file, code } of planted) {
    mkdirSync(join(ROOT, file, '..'), { recursive: true });
    writeFileSync(join(ROOT, file), code);
  }
  const runs = ['cli', 'contracts'].map(lint);
  const output = runs.map((run) => run.stdout + run.stderr).join('\n');
  expect(runs.map((run) => run.status === 0)).toEqual([false, false]);
  for (const { file, rule } of planted) expect(rulesNamedFor(output, file)).toContain(rule);
}, 120_000);

test('every project carries exactly one known kind', () => {
  const projects = ['libs', 'services', 'deploy'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(ROOT, folder, entry.name, 'project.json'))
      .flatMap((file) => readProject(file)),
  );
  expect(projects.length).toBeGreaterThan(15);
  expect(
    projects.filter(({ tags }) => tags.filter((tag) => KINDS.includes(tag)).length !== 1 || tags.length !== 1),
  ).toEqual([]);
});

// ESLint prints the file's path on a line of its own, then a line for each finding with the rule at its end.
function rulesNamedFor(output: string, file: string): string[] {
  const start = output.indexOf(file);
  const section = start === -1 ? '' : (output.slice(start).split(/\n\s*\n/)[0] ?? '');
  return section.split('\n').map((line) => line.trim().split(/\s+/).at(-1) ?? '');
}

function readProject(file: string): { name: string; tags: string[] }[] {
  try {
    return [JSON.parse(readFileSync(file, 'utf8'))];
  } catch {
    return []; // a folder without project.json holds configuration only (compose, helm, grafana)
  }
}
