import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from '../statistics';
import { timed } from './measure-sweep';
import type { TrackerProcess } from './tracker-world';

const ROUNDS = 3;
const DAY = 86_400_000;
const CLI = join(__dirname, '../../../services/cli/main.js');
const run = promisify(execFile);

export interface ProofResult {
  day: string;
  seconds: number;
  megabytes: number;
  /** `hearback verify`, with the start of its process. */
  verifySeconds: number;
}

/** The proof of one day, that many days ago, and checking it offline. */
export async function measureProof(tracker: TrackerProcess, daysAgo: number): Promise<ProofResult> {
  const from = new Date(Math.floor(Date.now() / DAY - daysAgo) * DAY);
  const to = new Date(from.getTime() + DAY);
  const folder = await mkdtemp(join(tmpdir(), 'hearback-bench-'));
  const file = join(folder, 'proof.json');
  const [made, verified]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const path = `/v1/response-rate/proof?from=${from.toISOString()}&to=${to.toISOString()}`;
      const { value, seconds } = await timed(() => tracker.get(path));
      await writeFile(file, value);
      made.push(seconds);
      verified.push((await timed(() => run(process.execPath, [CLI, 'verify', file]))).seconds);
    }
    const megabytes = (await stat(file)).size / 1e6;
    return { day: from.toISOString().slice(0, 10), seconds: median(made), megabytes, verifySeconds: median(verified) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
