import {
  buildProof,
  chained,
  CHAIN_START,
  daysRoot,
  EMPTY_DAY,
  extendDayRoot,
  proofEvent,
  proofText,
  sealCheckpoint,
  sealingKeyPair,
  type ClockHappening,
} from '@hearback/proof';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { printProof } from '../print-proof';
import { readProof } from './read-proof';

const folder = mkdtempSync(join(tmpdir(), 'hearback-proof-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = sealingKeyPair(Buffer.alloc(32, 7));
const startedAt = '2026-02-16T00:00:00.000Z';
const proof = oneClock();
let text = '';
beforeAll(async () => {
  const { events, ...front } = proof;
  for await (const piece of proofText(front, events)) text += piece;
});

test('a proof holds as it was written, compressed, and in any other layout of the same JSON', async () => {
  const layouts = [text, gzipSync(text), JSON.stringify(proof), JSON.stringify(proof, null, 2)];
  const results = await Promise.all(layouts.map((layout) => verified(layout)));
  expect(results.map(({ ok, events, faults }) => ({ ok, events, faults }))).toEqual(
    layouts.map(() => ({ ok: true, events: 2, faults: [] })),
  );
});

test('the summary says in words what was promised, what became of it, when it was sealed and by which key', async () => {
  expect(printProof(await verified(text))).toBe(
    [
      'period      2026-02-16T00:00:00.000Z to before 2026-02-17T00:00:00.000Z',
      'as of       2026-02-16T03:00:01.000Z',
      'promises           1   first-reply',
      'met                1',
      'missed             0',
      'running            0',
      'withdrawn          0',
      'rate        100 %',
      `sealed      2026-02-16T03:00:01.000Z, checkpoint 1, root ${proof.checkpoint.root}`,
      'key         ed25519:fe812c12f3ab4ce6ac5db69ac352f906cb1b11ef43fb33e252ef7ff552263889',
      'read        2 events of 1 clocks',
      'The proof holds: the figure is what the sealed events say.',
    ].join('\n'),
  );
});

test('a changed event is named by its clock and sequence, in every layout', async () => {
  for (const layout of [text, JSON.stringify(proof)]) {
    const changed = layout.replaceAll('"confirmed":false', '"confirmed":true');
    const words = printProof(await verified(changed));
    expect(words).toContain('The proof FAILED');
    expect(words).toContain('clock c-1, event 2, day 2026-02-16: an event was changed (expected ');
  }
});

test.each<[string, () => string | Buffer, RegExp]>([
  ['cut off in the middle', () => text.slice(0, -200), /the file: cannot be read/],
  ['cut off while compressed', () => gzipSync(text).subarray(0, -40), /the file: cannot be read/],
  ['continued after its end', () => `${text}{}\n`, /nothing after the line/],
  [
    'with an event that is no JSON',
    () => text.replace('"kind":"fulfilled"', '"kind":fulfilled'),
    /event 2 of the file/,
  ],
  ['with a byte that is no text', () => Buffer.from(text.replace('complaint', '\uFFFD'), 'latin1'), /FAILED/],
  ['that is empty', () => '', /cannot be read/],
  ['that is something else', () => '<html>', /cannot be read/],
])('a file %s fails', async (_name, content, words) => {
  const result = await verified(content());
  expect(result.ok).toBe(false);
  expect(printProof(result)).toMatch(words);
});

test('at most 20 faults are shown, and how many more there are', async () => {
  const many = { ...proof, events: Array.from({ length: 30 }, () => proof.events[1]) };
  const words = printProof(await verified(JSON.stringify(many))).split('\n');
  expect(words.at(-1)).toMatch(/^ {2}… and \d+ more$/);
  expect(words.filter((line) => line.startsWith('  clock '))).toHaveLength(20);
});

test('a file that is not there is no verdict', async () => {
  await expect(readProof(join(folder, 'none.json'), {})).rejects.toThrow('ENOENT');
});

let files = 0;
function verified(content: string | Buffer) {
  const path = join(folder, `proof-${(files += 1)}`);
  writeFileSync(path, content);
  return readProof(path, { key: key.keyId });
}

function oneClock() {
  const link = (happening: ClockHappening, o: { sequence: number; at: string; previous: string }) =>
    chained(
      'c-1',
      {
        ...happening,
        sequence: o.sequence,
        effectiveAt: new Date(o.at),
        recordedAt: new Date(o.at),
        policyVersion: '1',
      },
      o.previous,
    );
  const started = link(
    {
      kind: 'activated',
      data: {
        ...{ caseId: 'case-1', promise: 'first-reply', term: '24-hours', instance: 0, feedbackId: 'f-1' },
        ...{ channel: 'hotline', sourceId: 'hotline', branch: '上海分行', product: 'card', cause: 'fees' },
        ...{ kind: 'complaint', dueAt: '2026-02-17T00:00:00.000Z', provisional: false, calendarVersion: null },
        ...{ warnings: [], startedAt },
      },
    },
    { sequence: 1, at: startedAt, previous: CHAIN_START },
  );
  const met = link(
    { kind: 'fulfilled', data: { by: 'r-1', confirmed: false, owner: 'u-1', team: null } },
    { sequence: 2, at: '2026-02-16T03:00:00.000Z', previous: started.hash },
  );
  const { events, root } = extendDayRoot(EMPTY_DAY, [started.hash, met.hash]);
  const days = [['2026-02-16', events, root]] as const;
  const sealedAt = '2026-02-16T03:00:01.000Z';
  const checkpoint = { number: 1, sealedAt, events, daysRoot: daysRoot(days), previousRoot: CHAIN_START };
  return buildProof({
    question: { from: startedAt, to: '2026-02-17T00:00:00.000Z', asOf: sealedAt, promises: ['first-reply'] },
    checkpoint: sealCheckpoint(checkpoint, key),
    publicKey: key.publicKey,
    days,
    events: [started, met].map((event, index) => proofEvent('c-1', index, event)),
  });
}
