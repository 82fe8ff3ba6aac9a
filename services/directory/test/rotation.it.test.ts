import { randomUUID } from 'node:crypto';
import { eventually } from '@hearback/testing';
import { call, make, receivedIds, send, startSystem, stopSystem } from './sources-system';

jest.setTimeout(120_000);
beforeAll(startSystem);
afterAll(stopSystem);

test('rotating a secret under load refuses no good request', async () => {
  const { sourceId, secret: before } = (await make({ format: 'standard-webhooks' })).body;
  await eventually(async () => expect(await send(sourceId, before)).toBe(202));
  const sent = { signingWith: before, done: false, ids: [] as string[], refused: [] as number[] };
  const sender = async () => {
    while (!sent.done) {
      const id = randomUUID();
      const status = await send(sourceId, sent.signingWith, id);
      if (status === 202) sent.ids.push(id);
      else sent.refused.push(status);
    }
  };
  const senders = Array.from({ length: 8 }, sender);
  const expired: Promise<void>[] = [];
  for (let round = 0; round < 5; round += 1) {
    // No more than five secrets hold at once.
    if (round === 4) await Promise.all(expired);
    const old = sent.signingWith;
    // Long enough for a busy machine to tell the vendor within it.
    const made = await call('POST', `/v1/sources/${sourceId}/rotate-secret`, { body: { overlapSeconds: 10 } });
    // The vendor is told once its new secret is believed; until then, and longer, it signs with the one before.
    await eventually(async () => expect(await send(sourceId, made.body.secret)).toBe(202), 15_000, 20);
    const enough = sent.ids.length + 50;
    await eventually(() => expect(sent.ids.length).toBeGreaterThan(enough), 30_000, 5);
    sent.signingWith = made.body.secret;
    await eventually(() => expect(sent.ids.length).toBeGreaterThan(enough + 50), 30_000, 5);
    expired.push(eventually(async () => expect(await send(sourceId, old)).toBe(401), 30_000));
  }
  await Promise.all(expired);
  sent.done = true;
  await Promise.all(senders);
  expect(sent.refused).toEqual([]);
  const names = await receivedIds();
  expect(sent.ids.filter((id) => !names.has(id))).toEqual([]);
});
