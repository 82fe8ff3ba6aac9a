import { createHmac } from 'node:crypto';
import { HTTP, CloudEvent } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { KIT_FOLDER, readKit } from '../../io/read-kit';
import { planChecks, type Check } from './plan-checks';
import { signRequest } from './sign-request';

// What the kit signs must be what the vendors' own libraries sign, over every sample of theirs.
const HOOK = new URL('https://bank.example/api/hotline/v1/hooks/a-source');
const signedAt = new Date('2026-03-01T02:40:00Z');
const kit = new Map(readKit(KIT_FOLDER).map((format) => [format.format, format]));

function signedBy(name: string, secret: string): { check: Check; signed: Record<string, string>; url: string }[] {
  const format = kit.get(name)!;
  const checks = planChecks(format, HOOK, { now: signedAt, unique: 'u1', secret });
  return checks
    .filter(({ proof, request }) => proof === 'good' && request.method === 'POST')
    .map((check) => {
      const { headers, url } = signRequest(check.request, format.signing, {
        secret,
        signedAt,
        messageId: check.messageId,
      });
      return { check, signed: headers, url: url.href };
    });
}

test("Twilio's library makes the same signature of every request", () => {
  const secret = 'a-secret-of-this-test';
  const made = signedBy('twilio-transcription', secret).filter(({ check }) => !check.name.endsWith('not-utf8'));
  expect(made.length).toBeGreaterThan(10);
  for (const { check, signed, url } of made) {
    const fields = Object.fromEntries(new URLSearchParams(check.request.body.toString()));
    expect([check.name, signed['x-twilio-signature']]).toEqual([
      check.name,
      getExpectedTwilioSignature(secret, url, fields),
    ]);
  }
});

test("Standard Webhooks' library believes every request", () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const made = signedBy('standard-webhooks', secret);
  expect(made.length).toBeGreaterThan(20);
  for (const { check, signed } of made) {
    const { body } = check.request;
    // The library takes text, which not every hostile body is.
    if (!Buffer.from(body.toString()).equals(body)) continue;
    const expected = new Webhook(secret).sign(check.messageId, signedAt, body.toString());
    expect([check.name, signed['webhook-signature']]).toEqual([check.name, expected]);
  }
});

test("CloudEvents' library reads the samples as the events they are, and writes the binary one alike", () => {
  const checks = new Map(signedBy('cloud-events', 'at-the-end-of-the-address').map((one) => [one.check.name, one]));
  const events = (name: string) => {
    const { request } = checks.get(name)!.check;
    return [HTTP.toEvent({ headers: request.headers, body: request.body.toString() })].flat() as CloudEvent<unknown>[];
  };
  expect(events('structured')).toMatchObject([{ id: '9007199254740993', source: '/branches/mongkok' }]);
  const [binary] = events('binary');
  expect(binary).toMatchObject({ id: 'binary-1', data: { rating: { stars: 2 } } });
  const { headers, body } = HTTP.binary(binary!);
  const { request } = checks.get('binary')!.check;
  expect(JSON.parse(String(body))).toEqual(JSON.parse(request.body.toString()));
  expect(headers).toMatchObject({ 'ce-id': 'binary-1', 'ce-source': '/branches/pudong', 'ce-specversion': '1.0' });
  expect(checks.get('binary')!.url).toBe(`${HOOK.href}/at-the-end-of-the-address`);
});

test('the key of a signature may be a header and the secret', () => {
  const [{ check, signed }] = signedBy('surveymonkey', 'abc') as [ReturnType<typeof signedBy>[number]];
  const expected = createHmac('sha1', 'client-id-of-the-kit&abc').update(check.request.body).digest('base64');
  expect(signed['sm-signature']).toBe(expected);
});
