import { randomUUID } from 'node:crypto';
import { eventually } from '@hearback/testing';
import { call, make, receivedIds, send, soon, startSystem, stopSystem } from './sources-system';

jest.setTimeout(60_000);
beforeAll(startSystem);
afterAll(stopSystem);

test('rotating a secret under load refuses no good request', async () => {
  const { sourceId, secret: before } = (await make({ format: 'standard-webhooks' })).body;
  await soon(() => send(sourceId, before), 202);
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
  const secrets = [before];
  for (let round = 0; round < 5; round += 1) {
    const made = await call('POST', `/v1/sources/${sourceId}/rotate-secret`, { body: { overlapSeconds: 3 } });
    secrets.unshift(made.body.secret);
    // The vendor is told once its new secret is believed; until then, and longer, it signs with the one before.
    await soon(() => send(sourceId, made.body.secret), 202);
    const enough = sent.ids.length + 50;
    await eventually(() => expect(sent.ids.length).toBeGreaterThan(enough), 10_000, 5);
    sent.signingWith = made.body.secret;
    await eventually(() => expect(sent.ids.length).toBeGreaterThan(enough + 50), 10_000, 5);
    await eventually(async () => expect(await send(sourceId, secrets[1]!)).toBe(401), 10_000);
  }
  sent.done = true;
  await Promise.all(senders);
  expect(sent.refused).toEqual([]);
  const names = await receivedIds();
  expect(sent.ids.filter((id) => !names.has(id))).toEqual([]);
});
