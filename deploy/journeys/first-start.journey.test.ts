import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// What a stranger does: npm start, read the table, look at the page, Ctrl-C. Beside whatever else runs here.
const ROOT = join(__dirname, '../..');
// All ports stay below the range of outgoing connections, or one of them may hold a port before its service does.
const OFFSET = 1_000 + (process.pid % 90) * 100;
const directory = mkdtempSync(join(tmpdir(), 'hearback-start-'));
const env = { ...process.env, HEARBACK_DIRECTORY: directory, HEARBACK_PORT_OFFSET: String(OFFSET) };

let started: ChildProcess;
let output = '';

beforeAll(async () => {
  for (const name of ['KAFKA_BROKERS', 'DATABASE_URL', 'REDIS_URL']) delete (env as NodeJS.ProcessEnv)[name];
  started = spawn(process.execPath, [join(ROOT, 'deploy/local/start.mjs')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [started.stdout!, started.stderr!])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    started.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
    started.stdout!.on('data', () => /Ctrl-C stops everything/.test(output) && resolve());
  });
}, 240_000);

afterAll(() => {
  started?.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

test('the samples become what was expected of them, at least 55 of 60', () => {
  const [, right, all] = /(\d+) of (\d+) as expected/.exec(output) ?? [];
  expect(Number(all)).toBeGreaterThanOrEqual(60);
  expect(Number(right) / Number(all)).toBeGreaterThanOrEqual(55 / 60);
  expect(output).toContain('5 of 5 replies taken in, 5 promises met');
});

test('the console is ready, the key lies where only its owner can read it, and the sign-in was shown', async () => {
  const ready = await fetch(`http://127.0.0.1:${8080 + OFFSET}/health/ready`);
  expect(ready.status).toBe(200);
  expect(statSync(join(directory, 'local.env')).mode & 0o077).toBe(0);
  expect(output).toMatch(/admin \/ \S{12,}/);
});

test('Ctrl-C stops everything in good time', async () => {
  const exit = new Promise<number | null>((resolve) => started.once('exit', resolve));
  started.kill('SIGINT');
  expect(await exit).toBe(0);
  await expect(fetch(`http://127.0.0.1:${8080 + OFFSET}/health/live`)).rejects.toThrow();
}, 40_000);
