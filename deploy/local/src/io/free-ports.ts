import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

// Below the range from which systems take the ports of outgoing connections, so that none slips in before we listen.
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Different ports on the loopback interface that nothing listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!found.has(port) && (await isPortFree(port))) found.add(port);
  }
  return [...found];
}

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Gives a port that its former holder is about to leave some time to become free. */
export async function isPortFreeWithin(port: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (!(await isPortFree(port))) {
    if (Date.now() >= until) return false;
    await wait(100);
  }
  return true;
}
