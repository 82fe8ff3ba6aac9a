import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { breach, figureWorld, HOUR, met, restated, started, then, withdrawal, type FigureWorld } from './figure-world';

jest.setTimeout(60_000);

const COMMAND = join(__dirname, '../../../dist/services/cli/main.js');
let world: FigureWorld;
beforeAll(async () => {
  world = await figureWorld();
});
afterAll(() => world.close());

const h = (hours: number) => new Date(Date.parse('2026-02-16T20:00:00.000Z') + hours * HOUR);

interface Told {
  ok: boolean;
  events: number;
  days: number;
  checkpoints: number;
  differences: { what: string; where: string; expected: string; found: string }[];
}

/** `hearback figures --json`, as an operator runs it. */
function compare(): Promise<{ code: number; told: Told }> {
  const env = { ...process.env, DATABASE_URL: world.url, KAFKA_BROKERS: '127.0.0.1:1', LOG_LEVEL: 'silent' };
  return new Promise((resolve, reject) =>
    execFile(process.execPath, [COMMAND, 'figures', '--json'], { env }, (error, stdout, stderr) => {
      if (!stdout.startsWith('{')) return reject(new Error(stderr));
      resolve({ code: error ? Number(error.code) : 0, told: JSON.parse(stdout) as Told });
    }),
  );
}

async function tampered(sql: string): Promise<Told> {
  await world.pool.query(sql);
  const { code, told } = await compare();
  expect(code).toBe(1);
  return told;
}

test('figures, roots and checkpoints equal the events, and each one changed is told with its place', async () => {
  const one = started({ startedAt: h(0) });
  const two = started({ startedAt: h(3), channel: 'social', branch: 'b1' });
  const three = started({ startedAt: h(5), promise: 'legal' });
  await world.save(one, two);
  await world.seal(h(5));
  const answered = then(one.clock, met(h(5), { owner: 'an', team: null }), h(5));
  const missed = then(two.clock, breach(two.clock), h(28));
  await world.save(three, answered, missed);
  await world.seal(h(28));
  const found = then(missed.clock, restated(missed.clock, h(30), { state: 'met' }), h(30));
  await world.save(found, then(three.clock, withdrawal(h(6), 'spam'), h(30)));
  await world.seal(h(30));
  await world.save(started({ startedAt: h(31) }));
  const { code, told } = await compare();
  expect(told).toEqual({ ok: true, events: 8, days: 3, checkpoints: 3, differences: [] });
  expect(code).toBe(0);

  const kept = await tampered(`update figure_now set met = met + 1 where dimension = 'channel' and key = 'social'`);
  expect(kept.differences).toEqual([
    {
      what: 'figure_now',
      where: 'channel · first-reply · 2026-02-16T23:00:00.000Z · social',
      expected: 'met 1 (confirmed 0), missed 0, running 0, withdrawn 0',
      found: 'met 2 (confirmed 0), missed 0, running 0, withdrawn 0',
    },
  ]);
  await world.pool.query(`update figure_now set met = met - 1 where dimension = 'channel' and key = 'social'`);

  const history = await tampered(`delete from figure_history where dimension = 'owner' and key = 'an'`);
  expect(history.differences.map(({ what }) => what)).toEqual(['figure_history']);

  await world.pool.query('alter table clock_event disable trigger user');
  const changed = await tampered(
    `update clock_event set effective_at = effective_at - interval '1 second' where clock_id = '${one.clock.clockId}' and sequence = 2`,
  );
  expect(changed.differences[0]).toMatchObject({
    what: 'event',
    where: `2026-02-16, clock ${one.clock.clockId}, event 2`,
  });
  const gone = await tampered(`delete from clock_event where clock_id = '${two.clock.clockId}'`);
  expect(gone.differences.map(({ what }) => what)).toEqual(expect.arrayContaining(['day', 'figure_now', 'checkpoint']));
});
