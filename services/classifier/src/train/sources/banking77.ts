import { ANY, intentExample } from './intents';
import type { Source } from './source';

/** Intents in which a customer's money or means of paying may be in danger. */
export const BANKING77_FUND_SAFETY: ReadonlySet<string> = new Set([
  'compromised_card',
  'lost_or_stolen_card',
  'lost_or_stolen_phone',
  'card_payment_not_recognised',
  'cash_withdrawal_not_recognised',
  'direct_debit_payment_not_recognised',
  'transaction_charged_twice',
  'card_swallowed',
]);

const PRODUCTS: readonly [RegExp, readonly string[]][] = [
  [/cash_withdrawal|direct_debit|exchange|top_up|topping_up|apple_pay|wrong_amount/, ['payment', 'card', 'deposit']],
  [/card|pin_blocked|change_pin|visa|contactless/, ['card']],
  [/transfer|beneficiary|receiving_money/, ['payment']],
  [/balance|cheque|terminate_account/, ['deposit']],
  [/passcode|verify|phone|personal_details/, ['e-banking', 'other']],
];

// Who asks how long a transfer takes may only want to know: such intents allow `none`.
const CAUSES: readonly [RegExp, readonly string[]][] = [
  [/compromised|lost_or_stolen|not_recognised/, ['account-security']],
  [/charge$|fee_charged|extra_charge|wrong_exchange_rate/, ['fees']],
  [
    /charged_twice|swallowed|wrong_amount|not_working|^declined|failed|reverted|balance_not_updated|unable_to_verify/,
    ['system-failure'],
  ],
  [/^pending|not_received|refund_not_showing/i, ['process-efficiency', 'system-failure']],
  [
    /arrival|delivery|timing|request_refund|pin_blocked|passcode|terminate|edit_personal|cancel_transfer/,
    ['process-efficiency', 'none'],
  ],
  [/./, ['none', 'product-information']],
];

export const banking77: Source = {
  file: 'en_intent_banking77_train.csv',
  licence: 'CC-BY-4.0',
  example: ({ text, category }) =>
    intentExample(text!, {
      fundSafety: BANKING77_FUND_SAFETY.has(category!),
      product: firstOf(PRODUCTS, category!),
      cause: firstOf(CAUSES, category!),
    }),
};

function firstOf(table: readonly [RegExp, readonly string[]][], intent: string): readonly string[] {
  return table.find(([pattern]) => pattern.test(intent))?.[1] ?? ANY;
}
