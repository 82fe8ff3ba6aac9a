import { responseSealed } from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import {
  chained,
  chainedEvent,
  proofEvent,
  verifyCheckpoint,
  verifyProof,
  type Checkpoint,
  type ProofEvent,
} from '@hearback/proof';
import { eventually } from '@hearback/testing';
import { gunzipSync } from 'node:zlib';
import { authorization, caseNamed, trackerWorld, type Tracker, type TrackerWorld } from './harness';
import { missIn, type Proof } from './proof-under-test';
import { whileTampered } from './while-tampered';

jest.setTimeout(90_000);

const DAY = 86_400_000;
const now = new Date();
// Both days are over: a promise of three seconds started then is met by a reply of then, or missed at once.
const noon = (daysAgo: number) => new Date(Math.floor(now.getTime() / DAY - daysAgo) * DAY + DAY / 2);
const after = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1_000);
const PERIOD = `from=${noon(3).toISOString()}&to=${after(now, 3_600).toISOString()}`;

let world: TrackerWorld;
let tracker: Tracker;
let key: string;

async function fetchProof(query = PERIOD, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${tracker.url}/v1/response-rate/proof?${query}`, { headers: { authorization, ...headers } });
}
const proofText = async (query = PERIOD) => (await fetchProof(query)).text();
const proof = async (query = PERIOD) => JSON.parse(await proofText(query)) as Proof;
const check = (file: unknown) => verifyProof(file, { key });
/** What is wrong with it and where, without the long digests. */
function faultsOf(file: unknown) {
  return check(file).faults.map(({ what, where }) => ({ what, ...where }));
}

beforeAll(async () => {
  world = await trackerWorld();
  tracker = await world.startTracker({ SWEEP_SECONDS: '0.5' }, { lengthSeconds: 3, warnings: [2, 1] });
  key = (await tracker.get<{ fingerprint: string }>('/v1/sealing-key')).fingerprint;
});
afterAll(() => world.close());

test('before anything is sealed it says so, and asks for nothing that it cannot keep', async () => {
  expect(await tracker.get('/v1/checkpoints')).toEqual({ items: [], next: null });
  const answer = await fetchProof();
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({
    type: '/problems/nothing-sealed',
    detail: 'No promise has been recorded yet. A checkpoint is sealed within seconds after the first one.',
  });
});

test('what customers and people did becomes a proof that passes, with every promise in it', async () => {
  for (const days of [2, 1]) {
    const at = noon(days);
    const kept = ['甲', '乙', 'c', 'd'].map((name) => caseNamed(`kept ${name} ${days}`));
    await world.tell(...kept.map((one) => one.opened(at)), caseNamed(`missed ${days}`).opened(at));
    await world.tell(...kept.map((one) => one.replied(2, after(at, 2))));
  }
  const sealed = async () => (await tracker.get<{ items: Checkpoint[] }>('/v1/checkpoints')).items;
  await eventually(async () => expect(await sealed()).not.toEqual([]));
  const fresh = caseNamed('fresh');
  await world.tell(fresh.opened());
  await world.tell(fresh.changed(2, { kind: 'withdrawn', reason: 'spam', by: 'agent-7' }));
  await eventually(async () => {
    const file = await proof();
    expect(check(file)).toMatchObject({ ok: true, faults: [], clocks: 11 });
    expect(file.claim.figure).toEqual({
      met: 8,
      confirmed: 0,
      missed: 2,
      running: 0,
      withdrawn: 1,
      rate: 0.8,
      rateText: '80.00 %',
    });
  }, 20_000);
  const { claim, question, publicKey } = await proof();
  expect(claim.excluded).toEqual([{ reason: 'spam', count: 1, clockIds: [expect.any(String)] }]);
  expect(question.promises).toEqual(['first-reply', 'next-reply']);
  expect((await tracker.get<{ publicKey: string }>('/v1/sealing-key')).publicKey).toBe(publicKey);
});

test('the file is an attachment, plain or compressed, and the same either way', async () => {
  const [plain, coded] = [await fetchProof(PERIOD, { 'accept-encoding': 'identity' }), await fetchProof()];
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(coded.headers.get('content-encoding')).toBe('gzip');
  expect(plain.headers.get('content-disposition')).toMatch(
    /^attachment; filename="hearback-proof_.*_checkpoint-\d+\.json"$/,
  );
  const kept = await fetch(`${tracker.url}/v1/response-rate/proof.gz?${PERIOD}`, { headers: { authorization } });
  expect(kept.headers.get('content-type')).toBe('application/gzip');
  expect(kept.headers.get('content-disposition')).toMatch(/\.json\.gz"$/);
  const file = JSON.parse(gunzipSync(Buffer.from(await kept.arrayBuffer())).toString()) as Proof;
  const events = (JSON.parse(await plain.text()) as Proof).events;
  expect([file.events, (JSON.parse(await coded.text()) as Proof).events]).toEqual([events, events]);
});

test('nothing in it tells who the customer is', async () => {
  const text = await proofText();
  expect(text).not.toMatch(/customer-of|customerKey|customer_key/);
});

test('the terms stand in it in English and Chinese', async () => {
  const { terms } = await proof();
  expect(terms).toEqual(
    expect.arrayContaining([expect.stringContaining('3 seconds by the clock'), expect.stringContaining('3秒')]),
  );
});

test('a part of a day brings the whole day, and counts only the part', async () => {
  const file = await proof(`from=${noon(2).toISOString()}&to=${after(noon(2), 1).toISOString()}`);
  expect(check(file)).toMatchObject({ ok: true, clocks: 5, figure: { met: 4, missed: 1 } });
  const before = await proof(`from=${noon(2).toISOString()}&to=${after(noon(2), 1).toISOString()}&promise=legal`);
  expect(check(before)).toMatchObject({ ok: true, clocks: 5, figure: { met: 0, missed: 0, rate: null } });
});

test('as of an earlier checkpoint it proves what was known then', async () => {
  const { items } = await tracker.get<{ items: Checkpoint[] }>('/v1/checkpoints');
  for (const checkpoint of items) {
    const file = await proof(`${PERIOD}&asOf=${checkpoint.sealedAt}`);
    expect(file.checkpoint).toEqual(checkpoint);
    expect(check(file).faults).toEqual([]);
  }
  const tooEarly = await fetchProof(`${PERIOD}&asOf=${new Date(now.getTime() - DAY).toISOString()}`);
  expect(tooEarly.status).toBe(409);
  expect(((await tooEarly.json()) as { detail: string }).detail).toContain(items[0]!.sealedAt);
});

test('checkpoints reach Kafka, signed, each hanging on the one before, and are listed in pages', async () => {
  const { items } = await tracker.get<{ items: Checkpoint[] }>('/v1/checkpoints?limit=1000');
  const onKafka: Checkpoint[] = [];
  await eventually(async () => {
    onKafka.length = 0;
    await readToEnd(world.connection, responseSealed.topic, ({ value }) => {
      if (value) onKafka.push(JSON.parse(value.toString()) as Checkpoint);
    });
    expect(onKafka).toEqual(items);
  });
  const { publicKey } = await tracker.get<{ publicKey: string }>('/v1/sealing-key');
  for (const [index, checkpoint] of items.entries()) {
    expect(verifyCheckpoint(checkpoint, publicKey)).toEqual([]);
    if (index > 0) expect(checkpoint.previousRoot).toBe(items[index - 1]!.root);
  }
  expect(await tracker.get('/v1/checkpoints?limit=1')).toEqual({ items: [items[0]], next: '1' });
  expect(await tracker.get(`/v1/checkpoints?after=${items.length}`)).toEqual({ items: [], next: null });
});

test.each(['from=yesterday', 'promise=lunch', 'asOf=2999-01-01T00:00:00Z', 'mood=good'])(
  '%s is refused',
  async (query) => {
    expect((await fetchProof(query)).status).toBe(400);
  },
);

test('without a token there is no proof', async () => {
  expect((await fetch(`${tracker.url}/v1/response-rate/proof`)).status).toBe(401);
});

describe('someone changes the file', () => {
  let file: Proof;
  let missed: ProofEvent;
  beforeEach(async () => {
    file = await proof();
    missed = missIn(file);
    expect(check(file).ok).toBe(true);
  });
  const dayOf = ({ clockId }: { clockId: string }) =>
    file.events.flatMap((e) =>
      e.clockId === clockId && e.kind === 'activated' ? e.data.startedAt.slice(0, 10) : [],
    )[0]!;

  test('one byte of one event', async () => {
    const { clockId, sequence, hash } = missed;
    const text = await proofText();
    const line = text.split('\n').find((one) => one.includes(hash))!;
    const changed = text.replace(line, line.replace('"policyVersion":"t', '"policyVersion":"T'));
    expect(faultsOf(JSON.parse(changed))).toEqual([{ what: 'event-hash', clockId, sequence, day: dayOf(missed) }]);
  });

  test('an event removed', () => {
    const { clockId, sequence } = file.events.find(({ kind }) => kind === 'warned')!;
    file.events = file.events.filter((e) => e.clockId !== clockId || e.sequence !== sequence);
    expect(faultsOf(file)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'event-sequence', clockId, sequence: sequence + 1 }),
        expect.objectContaining({ what: 'day-events', day: dayOf({ clockId }) }),
      ]),
    );
  });

  test('an event inserted, with a link that fits', () => {
    const last = file.events.findLast(({ clockId }) => clockId === missed.clockId)! as ProofEvent;
    const { hash, ...event } = chainedEvent(last);
    const inserted = chained(last.clockId, { ...event, sequence: last.sequence + 1 }, hash);
    file.events.push(proofEvent(last.clockId, file.events.at(-1)!.position + 1, inserted) as Proof['events'][number]);
    expect(faultsOf(file)).toContainEqual(expect.objectContaining({ what: 'day-events', day: dayOf(missed) }));
  });

  test('a whole clock removed', () => {
    const day = dayOf(missed);
    file.events = file.events.filter(({ clockId }) => clockId !== missed.clockId);
    file.claim.figure = { ...file.claim.figure, missed: 1, rate: 8 / 9, rateText: '88.88 %' };
    expect(faultsOf(file)).toContainEqual(expect.objectContaining({ what: 'day-events', day }));
  });

  test('the tail cut off', () => {
    const cut = file.events.pop()!;
    expect(faultsOf(file)).toContainEqual(
      expect.objectContaining({ what: 'day-events', day: dayOf(cut) || now.toISOString().slice(0, 10) }),
    );
  });

  test('a day removed', () => {
    const [day] = file.days[0]!;
    const ofDay = new Set(file.events.filter((e) => dayOf(e) === day).map(({ clockId }) => clockId));
    file.events = file.events.filter(({ clockId }) => !ofDay.has(clockId));
    file.days = file.days.slice(1);
    expect(faultsOf(file).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['checkpoint-events', 'checkpoint-days', 'claim']),
    );
  });

  test('the claim', () => {
    file.claim.figure.missed = 0;
    expect(faultsOf(file)).toEqual([{ what: 'claim' }]);
  });
});

describe('a superuser changes the database', () => {
  async function withChange(changes: string[], look: () => Promise<void>) {
    await whileTampered(world.pool, changes, look);
    expect(faultsOf(await proof())).toEqual([]);
  }

  const aMiss = async () => {
    const file = await proof();
    const { clockId, sequence } = missIn(file);
    const first = file.events.find((e) => e.clockId === clockId)!;
    if (first.kind !== 'activated') throw new Error('no first event');
    return { clockId, sequence, day: first.data.startedAt.slice(0, 10) };
  };

  test('one event, and the figure looks better: the chain says which', async () => {
    const { clockId, sequence, day } = await aMiss();
    const change = `update clock_event set kind = 'fulfilled', state = 'met', effective_at = started_at,
      data = '{"owner":null,"team":null,"by":"r","confirmed":false}' where clock_id = '${clockId}' and sequence = ${sequence}`;
    await withChange([change], async () => {
      const file = await proof();
      expect(file.claim.figure).toMatchObject({ met: 9, missed: 1 });
      expect(faultsOf(file)).toEqual([{ what: 'event-hash', clockId, sequence, day }]);
    });
  });

  test('one event, and its link computed again: the root of the day says when', async () => {
    const { clockId, sequence, day } = await aMiss();
    const file = await proof();
    const chain = file.events.filter((e) => e.clockId === clockId) as ProofEvent[];
    const { hash: _, ...breached } = chainedEvent(chain.at(-1)!);
    const data = { owner: null, team: null, by: 'r', confirmed: false };
    const effectiveAt = chainedEvent(chain[0]!).effectiveAt;
    const { hash } = chained(clockId, { ...breached, kind: 'fulfilled', effectiveAt, data }, chain.at(-2)!.hash);
    const change = `update clock_event set kind = 'fulfilled', state = 'met', effective_at = started_at,
      data = '${JSON.stringify(data)}', hash = decode('${hash}', 'hex') where clock_id = '${clockId}' and sequence = ${sequence}`;
    await withChange([change], async () => {
      expect(faultsOf(await proof())).toEqual([
        expect.objectContaining({ what: 'day-root', day, checkpoint: expect.any(Number) }),
      ]);
    });
  });

  test('a whole clock deleted: the day has too few events', async () => {
    const { clockId, day } = await aMiss();
    const changes = ['clock_event', 'clock'].map((table) => `delete from ${table} where clock_id = '${clockId}'`);
    await withChange(changes, async () => {
      expect(faultsOf(await proof())).toContainEqual(expect.objectContaining({ what: 'day-events', day }));
    });
  });

  test('a clock deleted and the roots of its day with it: the signed checkpoint knows of them', async () => {
    const { day } = await aMiss();
    const ofDay = `started_at::date = '${day}'`;
    const changes = [
      `delete from clock_event where ${ofDay}`,
      `delete from clock where ${ofDay}`,
      `delete from day_root where day = '${day}'`,
    ];
    await withChange(changes, async () => {
      expect(faultsOf(await proof()).map(({ what }) => what)).toEqual(
        expect.arrayContaining(['checkpoint-events', 'checkpoint-days']),
      );
    });
  });
});
