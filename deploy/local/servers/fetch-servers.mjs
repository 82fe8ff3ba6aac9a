// Brings the servers of pom.xml to this machine and prints where they are, as one line of JSON. Needs no package of this
// workspace, so that it can run while `npm ci` does. Faults that a person can mend end with code 2 and one sentence on stderr.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POM = join(dirname(fileURLToPath(import.meta.url)), 'pom.xml');
const OLDEST_JAVA = 17;

const PLATFORMS = {
  'linux x64': { postgres: 'linux-amd64', redis: /linux-amd64$/ },
  'linux arm64': { postgres: 'linux-arm64v8', redis: /linux-arm64$/ },
  'darwin x64': { postgres: 'darwin-amd64', redis: /darwin-amd64$/ },
  'darwin arm64': { postgres: 'darwin-arm64v8', redis: /darwin-arm64$/ },
};

/** A fault whose message says everything its reader needs, so that no stack is printed. */
export class Plain extends Error {}

/** Where PostgreSQL's programs and data lie when we are root: it must run as another user, who must be able to reach them. */
export const ROOT_DIRECTORY = '/var/tmp/hearback';

/** @returns {Promise<{java: string, kafkaJars: string, postgres: string, redisServer: string}>} absolute paths */
export async function fetchServers(env = process.env, say = () => {}) {
  const platform = PLATFORMS[`${process.platform} ${process.arch}`];
  if (!platform)
    throw new Plain(
      `There are no servers for ${process.platform} on ${process.arch}: run Kafka, PostgreSQL and Redis yourself and set ` +
        'KAFKA_BROKERS, DATABASE_URL and REDIS_URL.',
    );
  const java = await findJava(env);
  const key = createHash('sha256')
    .update(await readFile(POM))
    .update(platform.postgres)
    .digest('hex')
    .slice(0, 12);
  const files = join(cacheDirectory(env), `servers-${key}`);
  if (!existsSync(files)) {
    say('Downloading Kafka, PostgreSQL and Redis (with Maven, once) …');
    await downloadTo(files, platform, env);
  }
  const postgres =
    process.getuid?.() === 0 ? join(await rootDirectory(), `postgres-${key}`) : join(files, 'postgresql');
  if (!existsSync(postgres)) await unpackPostgres(join(files, 'postgres'), postgres);
  const redisServer = (await redisOnPath()) ?? (await packagedRedis(join(files, 'redis'), platform));
  return { java, kafkaJars: join(files, 'kafka'), postgres, redisServer };
}

function cacheDirectory(env) {
  return env.HEARBACK_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hearback');
}

async function findJava(env) {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const wayOut =
    `Install Java ${OLDEST_JAVA} or later (on Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME, ` +
    'or give running servers with KAFKA_BROKERS, DATABASE_URL and REDIS_URL.';
  const { stderr } = await run(java, ['-version']).catch(() => {
    throw new Plain(`Kafka needs Java, and ${java} does not run. ${wayOut}`);
  });
  const version = /version "(?:1\.)?(\d+)/.exec(stderr)?.[1];
  if (version && Number(version) < OLDEST_JAVA)
    throw new Plain(`Kafka needs Java ${OLDEST_JAVA} or later; this is Java ${version}. ${wayOut}`);
  return java;
}

// Everything goes to a folder of its own and is renamed at the end: a broken download never looks finished, and two
// processes that download at once do not disturb each other.
async function downloadTo(files, platform, env) {
  const mvn = env.MAVEN_HOME ? join(env.MAVEN_HOME, 'bin', 'mvn') : 'mvn';
  await run(mvn, ['-version']).catch(() => {
    throw new Plain(
      `Maven downloads the servers, and ${mvn} does not run. Install it (on Debian: apt-get install maven), or give running ` +
        'servers with KAFKA_BROKERS, DATABASE_URL and REDIS_URL.',
    );
  });
  const unfinished = `${files}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    const options = [`-Dservers.directory=${unfinished}`, `-Dpostgres.platform=${platform.postgres}`];
    await run(mvn, ['-B', '-q', '-f', POM, 'process-resources', ...options], { maxBuffer: 2 ** 24 }).catch((error) => {
      throw new Plain(`Maven could not download the servers:\n${lastLines(`${error.stdout}\n${error.stderr}`)}`);
    });
    await moveIntoPlace(unfinished, files);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

const lastLines = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim())
    .slice(0, 12)
    .join('\n');

async function moveIntoPlace(unfinished, place) {
  await rename(unfinished, place).catch((error) => {
    if (!existsSync(place)) throw error;
  });
}

// As root we are about to run what lies there; a folder that someone else made or may write to is not ours to trust.
async function rootDirectory() {
  await mkdir(ROOT_DIRECTORY, { mode: 0o755 }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = lstatSync(ROOT_DIRECTORY);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0)
    throw new Plain(`${ROOT_DIRECTORY} must be a folder that only root may write to; remove it and start again.`);
  await chmod(ROOT_DIRECTORY, 0o755);
  return ROOT_DIRECTORY;
}

async function unpackPostgres(directory, place) {
  const archive = (await readdir(directory)).find((name) => name.endsWith('.txz'));
  const unfinished = `${place}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    await run('tar', ['-xJf', join(directory, archive), '-C', unfinished, '--no-same-owner']).catch((error) => {
      throw new Plain(
        'PostgreSQL could not be unpacked: tar and xz are needed (on Debian: apt-get install tar xz-utils).' +
          `\n${error.stderr ?? ''}`.trimEnd(),
      );
    });
    await chmod(unfinished, 0o755);
    await moveIntoPlace(unfinished, place);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

// BullMQ and our scripts need Redis 6.2; an older one on the path is passed over.
async function redisOnPath() {
  const answer = await run('redis-server', ['--version']).catch(() => null);
  const [, major, minor] = /v=(\d+)\.(\d+)/.exec(answer?.stdout ?? '') ?? [];
  const recent = Number(major) > 6 || (Number(major) === 6 && Number(minor) >= 2);
  return recent ? 'redis-server' : null;
}

async function packagedRedis(directory, platform) {
  const name = (await readdir(directory)).find((file) => platform.redis.test(file));
  const path = join(directory, name);
  await chmod(path, 0o755);
  return path;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.stdout.write(`${JSON.stringify(await fetchServers())}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Plain ? error.message : error.stack}\n`);
    process.exitCode = error instanceof Plain ? 2 : 1;
  }
}
