import { ANY, intentExample } from './intents';
import type { Source } from './source';

export const CLINC150_FUND_SAFETY: ReadonlySet<string> = new Set([
  'report_fraud',
  'report_lost_card',
  'account_blocked',
  'freeze_account',
]);

const PRODUCTS: Record<string, readonly string[]> = {
  transfer: ['payment'],
  pay_bill: ['payment'],
  oos: ['other'],
  routing: ['payment', 'deposit'],
  order_checks: ['deposit', 'payment'],
  ...Object.fromEntries(
    'replacement_card_duration new_card report_lost_card damaged_card credit_limit credit_limit_change card_declined rewards_balance redeem_rewards expiration_date'
      .split(' ')
      .map((intent) => [intent, ['card']]),
  ),
};

const CAUSES: Record<string, readonly string[]> = {
  report_fraud: ['account-security'],
  report_lost_card: ['account-security'],
  freeze_account: ['account-security', 'none'],
  account_blocked: ['account-security', 'process-efficiency', 'system-failure'],
  card_declined: ['system-failure', 'none'],
  damaged_card: ['none', 'other', 'system-failure'],
};

export const clinc150: Source = {
  file: 'en_intent_clinc150_banking.csv',
  licence: 'CC-BY-3.0',
  example: ({ text, intent }) =>
    intentExample(text!, {
      fundSafety: CLINC150_FUND_SAFETY.has(intent!),
      product: PRODUCTS[intent!] ?? ANY,
      cause: CAUSES[intent!] ?? ANY,
    }),
};
