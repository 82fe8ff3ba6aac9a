import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const VERSION = '4.32.5';

/**
 * The path of schemathesis (MIT): `SCHEMATHESIS` of the environment, or this version in a Python environment of its own,
 * made once in the user's cache. It is a tool beside the project and no part of it.
 * @throws Error when there is no Python 3.10 or later with `venv`, or the package cannot be had
 */
export async function installSchemathesis(): Promise<string> {
  if (process.env.SCHEMATHESIS) return process.env.SCHEMATHESIS;
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hearback', `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  console.log(`installing schemathesis ${VERSION} …`);
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
  } catch (error) {
    const needed = 'schemathesis needs Python 3.10 or later with venv, or its path in SCHEMATHESIS';
    throw new Error(`${needed}: ${(error as Error).message}`, { cause: error });
  }
  return program;
}
