import { ANY, intentExample } from './intents';
import type { Source } from './source';

/** Turns of a talk with a bank's assistant; they carry several intents each. */
export const nlupp: Source = {
  file: 'en_intent_nlupp_banking.csv',
  licence: 'CC-BY-4.0',
  example: ({ text, intents }) => {
    const said = intents!.split('|');
    const stolen = said.includes('lost_stolen');
    return intentExample(text!, {
      fundSafety: stolen,
      product: productOf(said),
      cause: stolen ? ['account-security'] : ANY,
    });
  },
};

function productOf(said: readonly string[]): readonly string[] {
  const has = (...intents: string[]) => intents.some((intent) => said.includes(intent));
  if (has('loan', 'mortgage')) return ['loan'];
  if (has('card', 'pin', 'contactless')) return ['card'];
  if (has('standing_order', 'direct_debit', 'withdrawal', 'transfer_payment_deposit')) return ['payment', 'deposit'];
  if (has('savings', 'overdraft', 'balance', 'cheque', 'current')) return ['deposit', 'payment'];
  return ANY;
}
