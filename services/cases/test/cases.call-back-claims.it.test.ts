import type { RunningService } from '@hearback/service';
import { eventually } from '@hearback/testing';
import type { z } from 'zod';
import { callBackAnswer, callClaimAnswer } from '../src/call-back-shapes';
import { caseOf } from '../src/domain/test-feedback';
import { start } from '../src/main';
import { command, departures, problem, SECOND, type Answer } from './drive-cases';
import { startHarness, type Harness } from './harness';
import { openHotlineCases } from './hotline-cases';

// Two agents and one customer: who has a call-back in hand, on real PostgreSQL and through two instances of the service.
jest.setTimeout(120_000);
let h: Harness;
let other: RunningService;
let hasty: RunningService;
let taken: string;
const FIRST = 'hbk_all';
const LI = { id: `api-key:${FIRST}`, name: `key ${FIRST}` };
const WANG = { id: `api-key:${SECOND}`, name: `key ${SECOND}` };
const RACES = Array.from({ length: 12 }, (_, n) => `race-${n}`);

beforeAll(async () => {
  h = await startHarness();
  other = await h.replica();
  // 6 s: on a busy machine too another asks within them.
  hasty = await start({ PORT: '0', ...h.environment, CASES_CALL_BACK_CLAIM_MINUTES: '0.1' });
  await eventually(() => expect(hasty.notReady()).toEqual([]), 30_000);
  await openHotlineCases(
    h,
    ['taken', 'lapsing', 'crossed', ...RACES].map((name) => ({ name })),
  );
});
afterAll(async () => {
  await hasty?.stop();
  await other?.stop();
  await h?.stop();
});

async function task(name: string): Promise<string> {
  const body = { text: '您好，年费已退回您的账户。', by: 'channel' };
  // Refused until the service has read the hotline's source, which nothing else shows.
  const answer = await eventually(async () => {
    const asked = await command(h, { caseId: caseOf(name), name: 'reply', body });
    expect(asked.status).toBe(200);
    return asked;
  });
  return (answer.body as { replyId: string }).replyId;
}
const one = async (replyId: string) =>
  (await h.get(`/v1/call-backs/${replyId}`)).body as z.output<typeof callBackAnswer>;
const kinds = async (replyId: string) => (await one(replyId)).history.map(({ kind }) => kind);

interface Asked {
  token?: string;
  at?: string;
  body?: object;
}
/** Asks without a body and a key, as claims are asked for. */
async function hand(replyId: string, what: 'claim' | 'release', { token = FIRST, at, body }: Asked = {}) {
  const response = await fetch(`${at ?? h.service().url}/v1/call-backs/${replyId}/${what}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}
const claimIn = ({ body }: Answer) => (body as z.output<typeof callClaimAnswer>).claim;

let calls = 0;
const say = (replyId: string, outcome: string, token?: string) => {
  const now = new Date().toISOString();
  const body = { spoken: { callId: 'out-1', spokenAt: now }, 'give-up': { reason: 'x' } }[outcome] ?? {};
  return h.command(`/v1/call-backs/${replyId}/${outcome}`, body, `said-${++calls}`, token);
};

test('what one agent has in hand is refused to others with who has it, and shown to all', async () => {
  taken = await task('taken');
  const replyId = taken;
  const claimed = await hand(replyId, 'claim');
  const claim = { by: LI, at: expect.any(String), until: expect.any(String) };
  expect(claimed).toEqual({ status: 200, body: { replyId, caseId: caseOf('taken'), state: 'open', claim } });
  expect(departures(callClaimAnswer, claimed.body)).toEqual([]);
  const { at, until } = claimIn(claimed)!;
  expect(Date.parse(until) - Date.parse(at)).toBe(30 * 60_000);

  const refused = await hand(replyId, 'claim', { token: SECOND, at: other.url });
  expect([...problem(refused), claimIn(refused)]).toEqual([409, '/problems/call-back-claimed', claimIn(claimed)]);
  for (const outcome of ['spoken', 'not-reached', 'give-up']) {
    const said = await say(replyId, outcome, SECOND);
    expect([...problem(said), claimIn(said)]).toEqual([409, '/problems/call-back-claimed', claimIn(claimed)]);
  }
  expect(problem(await hand(replyId, 'release', { token: SECOND }))).toEqual([409, '/problems/call-back-claimed']);
  await h.restart();
  expect(await one(replyId)).toMatchObject({ claim: claimIn(claimed), attempts: 0, state: 'open' });
  const listed = (await h.get('/v1/call-backs')).body as { items: unknown[] };
  expect(listed.items).toContainEqual(expect.objectContaining({ replyId, claim: claimIn(claimed) }));
});

test('the claim stays after an attempt, is given back, and goes with the last word', async () => {
  const replyId = taken;
  expect((await say(replyId, 'not-reached')).status).toBe(200);
  expect(problem(await hand(replyId, 'claim', { token: SECOND }))).toEqual([409, '/problems/call-back-claimed']);
  // Claimed again it lasts longer, and is the same claim.
  const { at, until } = (await one(replyId)).claim!;
  const longer = claimIn(await hand(replyId, 'claim'))!;
  expect([longer.at, longer.until > until]).toEqual([at, true]);
  expect(await hand(replyId, 'release')).toMatchObject({ status: 200, body: { claim: null } });
  expect(await hand(replyId, 'release')).toMatchObject({ status: 200, body: { claim: null } });
  expect(await hand(replyId, 'claim', { token: SECOND })).toMatchObject({ body: { claim: { by: WANG } } });
  expect((await say(replyId, 'spoken', SECOND)).status).toBe(200);
  expect(await one(replyId)).toMatchObject({ state: 'spoken', claim: null });
  expect(await kinds(replyId)).toEqual(['claimed', 'not-reached', 'released', 'claimed', 'spoken']);
  expect(problem(await hand(replyId, 'claim'))).toEqual([409, '/problems/call-back-closed']);
  expect(await hand(replyId, 'release')).toMatchObject({ status: 200, body: { state: 'spoken', claim: null } });
});

test('a claim lapses after the time that is set; then another may claim, or say what the call came to', async () => {
  const replyId = await task('lapsing');
  expect(await hand(replyId, 'claim', { at: hasty.url })).toMatchObject({ status: 200 });
  expect(problem(await hand(replyId, 'claim', { token: SECOND }))).toEqual([409, '/problems/call-back-claimed']);
  await eventually(async () => expect((await one(replyId)).claim).toBeNull(), 20_000);
  expect(await hand(replyId, 'claim', { token: SECOND, at: hasty.url })).toMatchObject({
    body: { claim: { by: WANG } },
  });
  await eventually(async () => expect((await one(replyId)).claim).toBeNull(), 20_000);
  expect((await say(replyId, 'spoken')).status).toBe(200);
});

test('of two agents who claim at the same moment, through two instances, exactly one has it', async () => {
  const replyId = await task('crossed');
  for (let round = 0; round < 25; round++) {
    const asked = [FIRST, SECOND].flatMap((token) =>
      [h.service().url, other.url, other.url].map((at) => hand(replyId, 'claim', { token, at })),
    );
    const answers = await Promise.all(asked);
    const winners = new Set(answers.map((answer) => claimIn(answer)?.by.id));
    expect([winners.size, answers.filter(({ status }) => status === 200).length]).toEqual([1, 3]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409, 409]);
    const [winner] = [...winners];
    expect(await hand(replyId, 'release', { token: winner === LI.id ? FIRST : SECOND })).toMatchObject({ status: 200 });
  }
  expect(await kinds(replyId)).toEqual(Array.from({ length: 25 }, () => ['claimed', 'released']).flat());
});

test('of a claim and the word of another at the same moment only one stands', async () => {
  const ends = await Promise.all(
    RACES.map(async (name) => {
      const replyId = await task(name);
      const [claimed, said] = await Promise.all([
        hand(replyId, 'claim', { at: other.url }),
        say(replyId, 'spoken', SECOND),
      ]);
      const { state, claim } = await one(replyId);
      return [claimed.status, said.status, state, claim?.by.id ?? null];
    }),
  );
  const either = [
    [200, 409, 'open', LI.id],
    [409, 200, 'spoken', null],
  ];
  for (const end of ends) expect(either).toContainEqual(end);
});

test('who may not, what is unknown and what takes no words are refused', async () => {
  const { replyId } = ((await h.get('/v1/call-backs')).body as { items: { replyId: string }[] }).items[0]!;
  const refused = [
    await hand(replyId, 'claim', { token: 'hbk_read' }),
    await hand(replyId, 'release', { token: 'hbk_read' }),
    await hand(replyId, 'claim', { body: { minutes: 600 } }),
    await hand(caseOf('nobody'), 'claim'),
    await hand(caseOf('nobody'), 'release'),
    await hand('nonsense', 'claim'),
  ];
  expect(refused.map(problem)).toEqual([
    [403, '/problems/scope-missing'],
    [403, '/problems/scope-missing'],
    [422, '/problems/invalid-body'],
    [404, '/problems/call-back-unknown'],
    [404, '/problems/call-back-unknown'],
    [404, '/problems/not-found'],
  ]);
  expect((await hand(replyId, 'claim', { body: {} })).status).toBe(200);
});
