// Run by servers.it.test.ts as a process of its own, so that it can be killed: starts servers that keep their data in the
// folder HEARBACK_DIRECTORY, prints who they are, and stops them orderly on SIGTERM.
const { join } = require('node:path');

const built = join(__dirname, '..', '..', '..', 'dist', 'deploy', 'local');
const { foldersOf, makeFolders, openInstallation } = require(join(built, 'io', 'installation.js'));
const { openLaunchState } = require(join(built, 'io', 'launch-state.js'));
const { takeLaunchLock } = require(join(built, 'io', 'launch-lock.js'));
const { startServers } = require(join(built, 'start-servers.js'));

async function main() {
  const folders = foldersOf(process.env);
  makeFolders(folders);
  const release = takeLaunchLock(join(folders.data, 'lock'));
  const state = openLaunchState(join(folders.data, 'state.json'));
  const servers = await startServers({
    env: process.env,
    data: folders.data,
    logs: folders.logs,
    ports: JSON.parse(process.env.TEST_PORTS),
    postgresPassword: openInstallation(folders).postgresPassword,
    state,
    stopping: new AbortController().signal,
  });
  const pids = Object.fromEntries(
    ['kafka', 'postgres', 'redis'].map((name) => [name, state.server(name)?.pid ?? null]),
  );
  process.on('SIGTERM', () => servers.stop().then(release));
  process.stdout.write(`${JSON.stringify({ ...servers, pids, data: folders.data })}\n`);
  const alive = setInterval(() => {}, 1_000);
  process.on('SIGTERM', () => clearInterval(alive));
}

main().catch((error) => {
  process.stdout.write(`${JSON.stringify({ fault: error.message })}\n`);
  process.exit(1);
});
