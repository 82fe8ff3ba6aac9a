import { sealingKeyPair, verifyProof, type ProofFile } from '@hearback/proof';
import { eventually } from '@hearback/testing';
import { gunzipSync } from 'node:zlib';
import { inForceReader } from '../src/io/in-force-store';
import { gzipped, streamOf } from '../src/io/proof-stream';
import { proofReads, type OpenProof } from '../src/proof-reads';
import { sealer, type SealNow } from '../src/seal';
import { clockNamed, count, sealWorld, signer, type SealWorld } from './seal-world';

jest.setTimeout(120_000);

const MANY = Number(process.env['PROOF_CLOCKS'] ?? 3_000);
let world: SealWorld;
let seal: SealNow;
let reads: ReturnType<typeof proofReads>;

beforeAll(async () => {
  world = await sealWorld();
  seal = sealer({ pool: world.pool, signer });
  reads = proofReads({ pool: world.pool, readInForce: inForceReader(), key: signer });
  const ends = ['met', 'missed', 'withdrawn', 'running'] as const;
  for (let i = 0; i < MANY; i += 1_000) {
    const names = Array.from({ length: 1_000 }, (_, n) => i + n);
    await world.save(...names.map((n) => clockNamed(`clock ${n}`, { end: n % 50 < 4 ? ends[n % 50]! : 'met' })));
    await seal();
  }
});
afterAll(() => world.close());

const question = () => ({
  from: new Date(Date.now() - 3 * 86_400_000).toISOString(),
  to: new Date().toISOString(),
  asOf: new Date().toISOString(),
  promises: ['first-reply' as const, 'next-reply' as const],
});

async function opened(): Promise<OpenProof> {
  const answer = await reads.open(question());
  if (!answer.ok) throw new Error(answer.error);
  return answer.proof;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const inTransactions = () =>
  count(
    world.pool,
    // Not the server's own, which comes to clean up when it likes.
    `pg_stat_activity where xact_start is not null and pid <> pg_backend_pid() and datname = current_database()
       and backend_type = 'client backend'`,
  );

test('a proof of many thousand events passes, and gives its connection back', async () => {
  const startedAt = performance.now();
  const bytes = await textOf(gzipped(streamOf(await opened())));
  const took = performance.now() - startedAt;
  const file = JSON.parse(gunzipSync(bytes).toString()) as ProofFile;
  const result = verifyProof(file, { key: signer.keyId });
  const verified = performance.now() - startedAt - took;
  process.stderr.write(
    `proof of ${file.events.length} events: ${Math.round(took)} ms, ${bytes.length} bytes, verified in ${Math.round(verified)} ms\n`,
  );
  expect(result).toMatchObject({ ok: true, faults: [], clocks: MANY });
  expect(file.claim.excluded).toEqual([{ reason: 'spam', count: MANY / 50, clockIds: expect.any(Array) }]);
  expect(file.marks?.length).toBeGreaterThan(0);
  await eventually(async () => expect(await inTransactions()).toBe(0));
});

test('what is sealed while it is sent is not in it', async () => {
  const stream = streamOf(await opened());
  const pieces: Buffer[] = [];
  for await (const piece of stream) {
    if (pieces.length === 0) {
      await world.save(clockNamed(`meanwhile ${Math.random()}`));
      expect(await seal()).toBe(2);
    }
    pieces.push(Buffer.from(piece as Buffer));
  }
  const result = verifyProof(JSON.parse(Buffer.concat(pieces).toString()), { key: signer.keyId });
  expect(result).toMatchObject({ ok: true, faults: [], clocks: MANY });
});

test('a reader that stops reading stops the database, and one that goes away frees it', async () => {
  const stream = streamOf(await opened());
  await new Promise((resolve) => stream.once('readable', resolve));
  await eventually(async () => expect(await inTransactions()).toBe(1));
  // What waits in the stream is bounded, however many events there are.
  expect(stream.readableLength).toBeLessThan(1_000_000);
  stream.destroy();
  await eventually(async () => expect(await inTransactions()).toBe(0));
});

test('a proof that nobody begins to read frees its connection as well', async () => {
  const stream = gzipped(streamOf(await opened()));
  expect(await inTransactions()).toBe(1);
  stream.destroy();
  await eventually(async () => expect(await inTransactions()).toBe(0));
});

test('only a few are sent at once, and their end makes room', async () => {
  const three = [await opened(), await opened(), await opened()];
  expect(await reads.open(question())).toEqual({ ok: false, error: 'busy' });
  for (const { close } of [...three, three[0]!]) await close();
  const again = await Promise.all([opened(), opened(), opened()]);
  expect(await reads.open(question())).toEqual({ ok: false, error: 'busy' });
  for (const { close } of again) await close();
});

test('a checkpoint of a key that is not ours any more is no proof', async () => {
  const other = proofReads({
    pool: world.pool,
    readInForce: inForceReader(),
    key: sealingKeyPair(Buffer.alloc(32, 9)),
  });
  expect(await other.open(question())).toMatchObject({ ok: false, error: 'other-key' });
  expect(await other.open({ ...question(), asOf: '2020-01-01T00:00:00.000Z' })).toMatchObject({
    ok: false,
    error: 'nothing-sealed',
    first: { number: 1 },
  });
});
