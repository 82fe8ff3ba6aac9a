import { mailOutcome } from './mail-outcome';

const outcome = (over: Partial<Parameters<typeof mailOutcome>[0]>) =>
  mailOutcome({ message: '', begun: false, ...over });

test.each([
  ['too busy, before the words', false],
  ['too busy, after the words', true],
])('%s is tried again', (_name, begun) => {
  expect(outcome({ responseCode: 451, response: '451 4.7.1 Try again later', begun })).toEqual({
    kind: 'wait',
    seconds: 0,
    why: 'the mail server answered 451 4.7.1 Try again later',
  });
});

test('a refusal is final, and told in the words of the server without the address', () => {
  const response = '550-5.1.1 <wang@example.com>: no such user\r\n550 5.1.1 wang@example.com unknown';
  expect(outcome({ responseCode: 550, response })).toEqual({
    kind: 'failed',
    reason: 'the mail server answered 550-5.1.1 <…>: no such user 550 5.1.1 <…> unknown',
  });
});

test.each([
  ['a cut after the words were on their way', { begun: true, code: 'ECONNECTION' }, 'unknown'],
  ['silence after the words', { begun: true, code: 'ETIMEDOUT', message: 'Timeout' }, 'unknown'],
  ['a cut before', { code: 'ECONNECTION' }, 'wait'],
  ['no address of the server', { code: 'EDNS' }, 'wait'],
  ['a cut in the middle of the handshake', { code: 'ETLS', message: 'Connection closed unexpectedly' }, 'wait'],
  ['a certificate that nobody vouches for', { code: 'ETLS', message: 'self-signed certificate' }, 'failed'],
  ['one that is over', { code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'failed'],
  ['a cut by the system', { code: 'ESOCKET', originalCode: 'ECONNRESET' }, 'wait'],
  ['no way to sign in', { code: 'EAUTH' }, 'failed'],
])('%s: %o is %s', (_name, over, kind) => {
  expect(outcome(over).kind).toBe(kind);
});
