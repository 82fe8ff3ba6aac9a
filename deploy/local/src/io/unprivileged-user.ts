import { readFileSync } from 'node:fs';

const PREFERRED = ['postgres', 'nobody'];
const NOBODY = 65_534;

/**
 * The user that PostgreSQL runs as when we are root, because it refuses to run as root: postgres or nobody where they
 * exist, otherwise the customary number of nobody. Undefined when we are an ordinary user ourselves.
 */
export function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map(passwdLines().map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]));
  for (const name of PREFERRED) {
    const user = users.get(name);
    if (user && user.uid > 0) return user;
  }
  return { uid: NOBODY, gid: NOBODY };
}

function passwdLines(): string[][] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
  } catch {
    return [];
  }
}
