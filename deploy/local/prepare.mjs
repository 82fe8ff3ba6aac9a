// What stands before the first compiled line: Node's version, the packages, the build. Needs no package, because on a fresh
// clone there is none.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchServers, Plain } from './servers/fetch-servers.mjs';

export { Plain };

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OLDEST_NODE = [20, 19];

const children = new Set();

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const recent = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (!recent)
    throw new Plain(
      `Hearback needs Node ${OLDEST_NODE.join('.')} or later and this is ${version}; install a newer Node.`,
    );
}

/** Installs packages when what lies in node_modules is not what package-lock.json asks for. */
export async function installPackages(say) {
  if (packagesAreInstalled()) return;
  say('Installing packages (npm ci) …');
  await quietly('npm', ['ci', '--no-audit', '--no-fund'], 'The packages could not be installed');
}

// npm leaves a list of what it installed, written last: an interrupted installation has none.
export function packagesAreInstalled(root = ROOT) {
  const installedList = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(installedList);
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer);
  });
}

function packagesOf(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.fromEntries(Object.entries(packages).filter(([path]) => path.startsWith('node_modules/')));
}

/** Builds what changed since the last build. */
export async function build(say) {
  say('Building what changed …');
  await quietly(...nx('run-many', '-t', 'build'), 'The build failed');
}

/** Command and arguments of nx without its background process, which would outlive us. */
export function nx(...args) {
  return [process.execPath, [join(ROOT, 'node_modules', '.bin', 'nx'), ...args]];
}

export const QUIET_NX = { NX_DAEMON: 'false', NX_TUI: 'false' };

/** Brings the servers' programs to this machine, unless all servers are given or run in containers. */
export async function bringServers(say) {
  const { KAFKA_BROKERS, DATABASE_URL, REDIS_URL, HEARBACK_SERVERS } = process.env;
  if ((KAFKA_BROKERS && DATABASE_URL && REDIS_URL) || HEARBACK_SERVERS === 'docker') return;
  await fetchServers(process.env, say);
}

// Runs a command and shows its output only when it fails.
function quietly(command, args, failure) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...QUIET_NX },
    });
    children.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new Plain(`${command} does not run: ${error.message}`)));
    child.on('close', (code) => {
      children.delete(child);
      if (code === 0) resolve();
      else reject(new Plain(`${failure}:\n${output.trim()}`));
    });
  });
}

/** Ends whatever is still being run here, as when another part has failed. */
export function endChildren() {
  for (const child of children) child.kill('SIGTERM');
}
