import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
// As a stranger's tsconfig.json of a Node.js program: without the DOM, and with every declaration checked.
const STRICT = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023', '--types', 'node'];
/** All that the package's own dependencies bring; npm would fetch them. */
const DEPENDENCIES = ['openapi-fetch', 'openapi-typescript-helpers'];

export interface Ran {
  status: number;
  out: string;
  err: string;
}

/** An empty directory in which the package was installed from its tarball, with what it depends on, and @types/node. */
export interface PackedClient {
  /** What the tarball holds, by path. */
  files: string[];
  /** Of the package in the tarball. */
  manifest: Record<string, unknown>;
  write(name: string, code: string): void;
  /** Checks the types of programs, and compiles them beside themselves. */
  compile(...names: string[]): Promise<Ran>;
  run(name: string, env?: Record<string, string>): Promise<Ran>;
  remove(): void;
}

/** Packs what was built, as `npm publish` would; asks no registry. */
export function packedClient(): PackedClient {
  const folder = mkdtempSync(join(tmpdir(), 'hearback-client-'));
  const modules = join(folder, 'node_modules');
  const target = join(modules, '@hearback/client');
  const pack = ['pack', '--json', '--offline', '--ignore-scripts', '--pack-destination', folder];
  const told = execFileSync('npm', pack, { cwd: join(ROOT, 'dist/libs/client'), encoding: 'utf8', stdio: 'pipe' });
  const [{ filename, files }] = JSON.parse(told) as [{ filename: string; files: { path: string }[] }];
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', target, '--strip-components', '1']);
  // Copied, as the compiler follows links back into this repository and its packages.
  for (const name of [...DEPENDENCIES, '@types/node', 'undici-types']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    cpSync(join(ROOT, 'node_modules', name), join(modules, name), { recursive: true });
  }
  return {
    files: files.map(({ path }) => path).sort(),
    manifest: JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as Record<string, unknown>,
    write: (name, code) => writeFileSync(join(folder, name), code),
    compile: (...names) => node(folder, [TSC, ...STRICT, ...names]),
    run: (name, env) => node(folder, [name], env),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

// Not waited for in place: what the program calls may answer from this process.
function node(cwd: string, args: string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd, encoding: 'utf8', env: { ...process.env, ...env } } as const;
    execFile(process.execPath, args, options, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
    });
  });
}
