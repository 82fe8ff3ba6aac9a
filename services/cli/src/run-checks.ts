import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge, judgeSame, type Answer, type Judgement, type Outcome, type Tried } from './domain/conformance/judge';
import type { KitFormat } from './domain/conformance/kit';
import { planChecks, type Check, type Proof } from './domain/conformance/plan-checks';
import { signRequest, type UnsignedRequest } from './domain/conformance/sign-request';
import { callHook, type HookAnswer } from './io/call-hook';

/** A source that takes a format, as its vendor knows it. */
export interface Target {
  /** Address of the hook, without a secret at its end. */
  hook: URL;
  secret: string;
  /** A key that may post: then the fields of what is read are checked too, by trying the same bytes. */
  key?: string | undefined;
}

/** What became of one check. */
export interface CheckResult extends Judgement {
  name: string;
}

/** What a format came to. */
export interface FormatScore {
  format: string;
  channel: string;
  arrives: 'push' | 'poll';
  proof: string;
  checks: number;
  passed: number;
  failed: CheckResult[];
  /** Checks of which something could not be seen from outside. */
  unseen: number;
}

/** Posts every case of a format and everything that is generated from it, and scores what came of it. */
export async function runChecks(format: KitFormat, target: Target): Promise<FormatScore> {
  const facts = { now: new Date(), unique: randomBytes(6).toString('hex'), secret: target.secret };
  const checks = planChecks(format, target.hook, facts);
  const outcomes = new Map<string, Outcome>();
  // One after another: a duplicate that overtakes the first would be the first.
  for (const check of checks) outcomes.set(check.name, await outcomeOf(format, check, target));
  const results = checks.map((check) => resultOf(check, outcomes));
  const failed = results.filter(({ wrong }) => wrong.length > 0);
  return {
    format: format.format,
    channel: format.channel,
    arrives: format.arrives,
    proof: PROOFS[format.signing.scheme],
    checks: checks.length,
    passed: checks.length - failed.length,
    failed,
    unseen: results.filter(({ unseen }) => unseen.length > 0).length,
  };
}

const PROOFS = {
  hmac: 'signature',
  'secret-then-body': 'signature',
  twilio: 'signature',
  'standard-webhooks': 'signature',
  address: 'secret address',
  bearer: 'bearer key',
} as const satisfies Record<KitFormat['signing']['scheme'], string>;

function resultOf({ name, expect }: Check, outcomes: ReadonlyMap<string, Outcome>): CheckResult {
  const outcome = outcomes.get(name)!;
  if ('asCase' in expect) return { name, ...judgeSame(outcome, outcomes.get(expect.asCase)!) };
  return { name, ...judge(outcome, expect, outcomes) };
}

async function outcomeOf(format: KitFormat, check: Check, target: Target): Promise<Outcome> {
  const signed = proved(format, check, target.secret);
  const sent = check.bodySent ? { ...signed, body: check.bodySent } : signed;
  const { status, headers, body } = await patiently(sent);
  const answer = answerOf(body);
  return { status, headers, body, answer, tried: await triedOf(check, target, answer) };
}

const OLD_MS = 360_000;

function proved(format: KitFormat, check: Check, secret: string): UnsignedRequest {
  const { request, proof, messageId } = check;
  if (proof === 'none') return request;
  const shiftMs = { good: 0, 'wrong-secret': 0, stale: -OLD_MS, early: OLD_MS }[proof satisfies Proof];
  const signedAt = new Date(Date.now() + shiftMs);
  const by = proof === 'wrong-secret' ? anotherSecret(secret) : secret;
  return signRequest(request, format.signing, { secret: by, signedAt, messageId });
}

/** Of the same shape, so that only its value can be what is refused. */
function anotherSecret(secret: string): string {
  const at = Math.floor(secret.length / 2);
  return `${secret.slice(0, at)}${secret[at] === 'A' ? 'B' : 'A'}${secret.slice(at + 1)}`;
}

const ATTEMPTS = 6;

/** Waits as a vendor does when the source is busy. */
async function patiently(request: UnsignedRequest): Promise<HookAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await callHook(request);
    if (![429, 503].includes(answer.status) || attempt === ATTEMPTS) return answer;
    await sleep((Number(answer.headers['retry-after']) || 1) * 1_000);
  }
}

/** How the source reads the same bytes; null without a key, or where nothing that was believed is to be read. */
async function triedOf(
  { request, proof, expect }: Check,
  target: Target,
  answer: Answer | null,
): Promise<Tried | null> {
  const { key, hook } = target;
  if (key === undefined || request.method !== 'POST' || proof !== 'good') return null;
  const shows = 'asCase' in expect ? answer === null : expect.status < 300 || expect.status === 422;
  if (!shows) return null;
  const url = new URL(`${hook.href}/test`);
  const { status, body } = await patiently({
    ...request,
    url,
    headers: { ...request.headers, authorization: `Bearer ${key}` },
  });
  return status === 200 ? (JSON.parse(body) as Tried) : null;
}

function answerOf(body: string): Answer | null {
  try {
    const given = JSON.parse(body) as Partial<Answer> | null;
    return Array.isArray(given?.accepted) && Array.isArray(given.refused) ? (given as Answer) : null;
  } catch {
    return null;
  }
}
