import { claimCall, claimedByOther, claimInForce, type CallClaim } from './call-claim';
import { NOON } from './test-feedback';

const LI = { id: 'user:li', name: 'Li' };
const WANG = { id: 'user:wang', name: '王芳' };
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const HELD: CallClaim = { by: LI, at: NOON.toISOString(), until: at(30).toISOString() };
const lasting = (minutes: number, now = NOON) => ({ now, lastsMs: minutes * 60_000 });
const task = (claim: CallClaim | null, state: 'open' | 'spoken' | 'given-up' = 'open') => ({ state, claim });

test('who claims has it from now on, for as long as is set', () => {
  expect(claimCall(task(null), LI, lasting(30))).toEqual({ ok: true, claim: HELD });
});

test('what another has is told with who has it, since and until when', () => {
  expect(claimCall(task(HELD), WANG, lasting(30, at(29)))).toEqual({
    ok: false,
    error: 'call-back-claimed',
    claim: HELD,
  });
});

test('a claim counts until its end, and no longer', () => {
  expect(claimInForce(HELD, new Date(at(30).getTime() - 1))).toEqual(HELD);
  expect(claimInForce(HELD, at(30))).toBeNull();
  expect(claimCall(task(HELD), WANG, lasting(30, at(30)))).toEqual({
    ok: true,
    claim: { by: WANG, at: at(30).toISOString(), until: at(60).toISOString() },
  });
});

test('who has it already has it for longer, since the same time; after it lapsed it begins anew', () => {
  expect(claimCall(task(HELD), LI, lasting(30, at(10)))).toMatchObject({
    claim: { at: HELD.at, until: at(40).toISOString() },
  });
  expect(claimCall(task(HELD), LI, lasting(30, at(31)))).toMatchObject({ claim: { at: at(31).toISOString() } });
});

test.each(['spoken', 'given-up'] as const)('nobody claims what is %s', (state) => {
  expect(claimCall(task(null, state), LI, lasting(30))).toEqual({ ok: false, error: 'call-back-closed' });
});

test.each([
  ['nobody has it', null, WANG, NOON, null],
  ['it is their own', HELD, LI, NOON, null],
  ['the claim has lapsed', HELD, WANG, at(30), null],
  ['another has it', HELD, WANG, NOON, HELD],
] as [string, CallClaim | null, CallClaim['by'], Date, CallClaim | null][])(
  'who acts while %s',
  (_name, ...[claim, who, now, other]) => {
    const refusal = other && { ok: false, error: 'call-back-claimed', claim: other };
    expect(claimedByOther({ claim }, who.id, now)).toEqual(refusal);
  },
);
