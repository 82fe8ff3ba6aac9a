import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root';

/** What belongs to one local system and stays between starts; secrets, so readable by the owner only. */
export interface Installation {
  id: string;
  secret: string;
  adminPassword: string;
  apiKey: string;
  postgresPassword: string;
  /** Whether a start came so far as to tell the administrator's sign-in; it is told once. */
  signInTold: boolean;
}

export interface Folders {
  /** Secrets, addresses and logs; `.hearback` in the checkout. */
  own: string;
  /** The servers' data and what is recorded of running processes. */
  data: string;
  logs: string;
}

/**
 * Where a local system keeps its things. As root the data lie under /var/tmp: PostgreSQL then runs as another user, who
 * could not reach them in a checkout or home of mode 700. HEARBACK_DIRECTORY puts a second system beside the first.
 */
export function foldersOf(env: NodeJS.ProcessEnv): Folders {
  const own = env.HEARBACK_DIRECTORY || join(workspaceRoot(), '.hearback');
  const hash = createHash('sha256').update(own).digest('hex').slice(0, 16);
  const data = process.getuid?.() === 0 ? join('/var/tmp/hearback', hash) : join(own, 'servers');
  return { own, data, logs: join(own, 'logs') };
}

/** Makes the folders, closed to others; PostgreSQL's user may pass through the data folder but not look around. */
export function makeFolders(folders: Folders): void {
  mkdirSync(folders.logs, { recursive: true, mode: 0o700 });
  chmodSync(folders.own, 0o700);
  mkdirSync(folders.data, { recursive: true, mode: 0o711 });
  chmodSync(folders.data, 0o711);
}

/** Reads the installation, or makes one with new secrets at the first start. */
export function openInstallation(folders: Folders): Installation {
  const file = join(folders.own, 'installation.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Installation;
  const made = {
    id: randomUUID(),
    secret: randomBytes(32).toString('hex'),
    adminPassword: randomBytes(15).toString('base64url'),
    apiKey: `hb_${randomBytes(32).toString('base64url')}`,
    postgresPassword: randomBytes(24).toString('hex'),
    signInTold: false,
  };
  saveInstallation(folders, made);
  return made;
}

export function saveInstallation(folders: Folders, installation: Installation): void {
  writePrivately(join(folders.own, 'installation.json'), `${JSON.stringify(installation, null, 2)}\n`);
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivately(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  renameSync(unfinished, file);
}

/** Whether the data folder belongs to an installation other than this one. */
export function holdsForeignData(folders: Folders, installation: Installation): boolean {
  const mark = join(folders.data, 'installation');
  return existsSync(mark) && readFileSync(mark, 'utf8') !== installation.id;
}

/**
 * Data whose secrets are gone (the checkout was removed and made again at the same path) cannot be read any more, nor the
 * database be opened. They are moved aside, never removed; returns where to, or null when the data are this installation's.
 */
export function moveForeignDataAside(folders: Folders, installation: Installation, now: Date): string | null {
  const mark = join(folders.data, 'installation');
  const foreign = holdsForeignData(folders, installation);
  const aside = `${folders.data}-without-secrets-${now.toISOString().replaceAll(/[-:.]/g, '')}`;
  if (foreign) {
    mkdirSync(aside, { mode: 0o711 });
    for (const name of ['kafka', 'postgres', 'redis'])
      if (existsSync(join(folders.data, name))) renameSync(join(folders.data, name), join(aside, name));
  }
  writeFileSync(mark, installation.id, { mode: 0o600 });
  return foreign ? aside : null;
}
