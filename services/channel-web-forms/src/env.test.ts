import { readEnv } from '@hearback/config';
import { webFormsEnv } from './env';

const least = { KAFKA_BROKERS: 'kafka:9092', HEARBACK_SECRET: 'a secret of this deployment, long enough' };
const read = (given: Record<string, string>) => () => readEnv(webFormsEnv, { ...least, ...given });

test('without a mail server nothing is asked, and with one TLS is', () => {
  expect(read({})()).toMatchObject({ SMTP_SECURITY: 'starttls', FORM_POSTS_PER_MINUTE: 10 });
  expect(read({ SMTP_HOST: 'mail.bank.example' })()).toMatchObject({ SMTP_SECURITY: 'starttls' });
});

test.each([
  ['clear text to another machine', { SMTP_HOST: 'mail.bank.example', SMTP_SECURITY: 'none' }, 'SMTP_SECURITY'],
  ['a user without a password', { SMTP_HOST: 'mail.bank.example', SMTP_USER: 'hearback' }, 'SMTP_PASSWORD'],
  ['a password without a user', { SMTP_HOST: 'mail.bank.example', SMTP_PASSWORD: 'x' }, 'SMTP_USER'],
])('%s is refused at the start', (_name, given, fault) => {
  expect(read(given)).toThrow(fault);
});

test('clear text stays on this machine', () => {
  expect(read({ SMTP_HOST: '127.0.0.1', SMTP_SECURITY: 'none' })()).toMatchObject({ SMTP_HOST: '127.0.0.1' });
});
