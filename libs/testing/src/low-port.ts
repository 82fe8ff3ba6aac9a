import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const given = new Set<number>();

/** A free port below those of outgoing connections, none of which can then take it before its service, or while that is dead. */
export async function lowPort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
