import { requestOf, twilioSignature, typeformSignature } from './request-of';

const facts = { baseUrl: 'http://127.0.0.1:8101', apiKey: 'key', hookSecret: (id: string) => `secret of ${id}` };

test('items go to the feedback address with the key', () => {
  expect(requestOf({ service: 'channel-web-forms', source: 'branch-default', json: [{ text: '好' }], texts: [] }, facts)).toEqual({
    url: 'http://127.0.0.1:8101/v1/feedback?source=branch-default',
    headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
    body: '[{"text":"好"}]',
  });
});

test('a form of Twilio is signed over the address and its fields by name, and carries no key', () => {
  const form = { To: '+1', From: '+2' };
  const url = 'http://127.0.0.1:8101/v1/hooks/hotline-twilio';
  expect(requestOf({ service: 'channel-hotline', hook: 'hotline-twilio', form, texts: [] }, facts)).toEqual({
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilioSignature(url, { From: '+2', To: '+1' }, 'secret of hotline-twilio'),
    },
    body: 'To=%2B1&From=%2B2',
  });
});

// RFC 2202 and RFC 4231, test case 2: key "Jefe".
test('the signatures are HMAC-SHA1 and HMAC-SHA256 in base64', () => {
  const hex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
  expect(hex(twilioSignature('what do ya want for nothing?', {}, 'Jefe'))).toBe('effcdf6ae5eb2fa2d27416d5f184df9c259a7c79');
  expect(hex(typeformSignature('what do ya want for nothing?', 'Jefe').slice('sha256='.length))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});
