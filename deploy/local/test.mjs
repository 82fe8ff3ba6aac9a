// `npm test`: makes the checkout ready, then lint, types, unit, integration on real servers, journeys through the running
// system. Stops at the first step that fails, and always ends with one line that counts the tests.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { bringServers, build, checkNode, endChildren, installPackages, nx, Plain, QUIET_NX, ROOT } from './prepare.mjs';

const say = (line) => console.log(line);
const counts = { passed: 0, failed: 0 };
const results = mkdtempSync(join(tmpdir(), 'hearback-tests-'));

const STEPS = [
  ['Lint', () => run(...nx('run-many', '-t', 'lint', '--output-style=static'))],
  ['Types', () => run('npm', ['run', '--silent', 'types'])],
  ['Unit tests', () => jest('unit', '--maxWorkers=2')],
  ['Integration tests on real Kafka, PostgreSQL and Redis', () => jest('it', '--maxWorkers=2')],
  ['Journeys through the running system', () => jest('journey', '--runInBand')],
];

try {
  checkNode();
  const ready = installPackages(say).then(() => build(say));
  const [, , browser] = await Promise.all([ready, bringServers(say), findBrowser(say)]);
  if (browser) process.env.CHROME_PATH = browser;
  for (const [title, step] of STEPS) await within(title, step);
} catch (error) {
  endChildren();
  // Something failed that is not a test; the count must not look like a success.
  if (counts.failed === 0) counts.failed = 1;
  console.log(error instanceof Plain ? `\n${error.message}` : error);
}
rmSync(results, { recursive: true, force: true });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;

async function within(title, step) {
  const startedAt = Date.now();
  console.log(`\n=== ${title}`);
  if (!(await step())) throw new Plain(`=== FAILED: ${title}`);
  console.log(`=== ${title}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

async function jest(project, ...options) {
  const file = join(results, `${project}.json`);
  // What a failed test leaves open must not keep the run from ending.
  const arguments_ = ['--selectProjects', project, ...options, '--forceExit', '--json', `--outputFile=${file}`];
  const ok = await run(
    process.execPath,
    [join(ROOT, 'node_modules', '.bin', 'jest'), ...arguments_],
    'human output only',
  );
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    counts.passed += result.numPassedTests;
    // A file that could not even be read has no tests to count, and has failed all the same.
    counts.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  } catch {
    counts.failed += ok ? 0 : 1;
  }
  return ok;
}

// Jest prints what people read to stderr; with --json, stdout carries nothing else.
function run(command, args, output) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', output ? 'ignore' : 'inherit', 'inherit'],
      env: { ...process.env, ...QUIET_NX },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}
