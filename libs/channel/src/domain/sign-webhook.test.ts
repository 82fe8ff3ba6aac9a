import { signWebhook } from './sign-webhook';

// The example of the specification's own reference libraries.
test('signs as Standard Webhooks does', () => {
  expect(
    signWebhook(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000), body: '{"test": 2432232314}' },
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    ),
  ).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a secret without the prefix is used as it is', () => {
  const sign = (secret: string) => signWebhook({ id: 'a', at: new Date(0), body: '{}' }, secret)['webhook-signature'];
  expect(sign('plain')).toBe(sign(`whsec_${Buffer.from('plain').toString('base64')}`));
});
