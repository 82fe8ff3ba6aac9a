import type { ServiceName } from '@hearback/contracts';
import { startSystem, type RunningSystem } from '@hearback/local';
import { audit, counts } from './audit';
import { postUntilAccepted, type Posted } from './poster';
import { complaints } from './texts';

// Every service of the flow is ended once by SIGKILL while feedback arrives. Nothing may be lost, nothing counted twice.
const VICTIMS: ServiceName[] = [
  'channel-app-ratings',
  'deduplicator',
  'classifier',
  'cases',
  'response-tracker',
  'directory',
  'console',
];
const PER_POST = 10;
const FEEDBACKS = 600;

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem({ processes: true });
}, 180_000);
afterAll(() => system?.stop(), 90_000);

test('killing each service under load loses and doubles nothing, and saying it all again changes nothing', async () => {
  const batches = batchesOf(complaints(FEEDBACKS).map((text, i) => ({ externalId: `kill-${i}`, text })));
  const posted: Posted = { ids: new Map(), retries: 0 };
  const killed: string[] = [];
  const killing = killOneAfterAnother(killed);
  for (const items of batches) {
    await postUntilAccepted(
      { url: system.urls['channel-app-ratings'], apiKey: system.apiKey, items: rated(items) },
      posted,
    );
    await new Promise((resolve) => setTimeout(resolve, 150)); // load over the whole time of killing
  }
  await killing;
  await system.ready();
  expect(killed).toEqual(VICTIMS);
  expect(posted.ids.size).toBe(FEEDBACKS);

  const proof = audit(system.servers);
  expect(proof).toMatchObject({
    accepted: FEEDBACKS,
    missing: [],
    doubled: [],
    withoutClock: [],
    clockedTwice: [],
    ok: true,
  });
  expect(Object.values(proof.ends).reduce((sum, n) => sum + n, 0)).toBe(FEEDBACKS);
  const before = await counts(system.servers.databaseUrl);
  expect(before).toEqual({ feedbacks: FEEDBACKS, cases: FEEDBACKS, clocks: FEEDBACKS, activated: FEEDBACKS });

  const again: Posted = { ids: new Map(), retries: 0 };
  for (const items of batches)
    await postUntilAccepted(
      { url: system.urls['channel-app-ratings'], apiKey: system.apiKey, items: rated(items) },
      again,
    );
  expect(again.ids).toEqual(posted.ids);
  expect(audit(system.servers).ok).toBe(true);
  expect(await counts(system.servers.databaseUrl)).toEqual(before);
}, 300_000);

async function killOneAfterAnother(killed: string[]): Promise<void> {
  for (const service of VICTIMS) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    if (system.kill(service, 'SIGKILL')) killed.push(service);
  }
}

const rated = (items: { externalId: string; text: string }[]) =>
  items.map((item) => ({ ...item, rating: { stars: 1 } }));

function batchesOf<T>(items: T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / PER_POST) }, (_, i) =>
    items.slice(i * PER_POST, (i + 1) * PER_POST),
  );
}
