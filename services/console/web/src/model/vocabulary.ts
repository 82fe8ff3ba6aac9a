import type {
  CAUSES as CauseList,
  ESCALATION_ROLES as RoleList,
  EXTENDABLE_PROMISES as ExtendableList,
  KINDS as KindList,
  PRODUCTS as ProductList,
  SENTIMENTS as SentimentList,
  URGENCIES as UrgencyList,
  VISIT_OUTCOMES as OutcomeList,
  WITHDRAWAL_REASONS as WithdrawalList,
} from '@hearback/contracts';

// The closed lists that people choose from. They are written here again because the contracts bring schemas and a hash for
// Node.js with them; the types refuse another word, and vocabulary.test.ts a missing one.

type List<L extends readonly unknown[]> = readonly L[number][];

export const WITHDRAWAL_REASONS: List<typeof WithdrawalList> = [
  'customer-withdrew',
  'spam',
  'not-feedback',
  'duplicate',
  'test',
];
export const VISIT_OUTCOMES: List<typeof OutcomeList> = ['satisfied', 'dissatisfied', 'not-reached'];
export const EXTENDABLE_PROMISES: List<typeof ExtendableList> = ['resolution', 'legal'];
export const ESCALATION_ROLES: List<typeof RoleList> = ['owner', 'supervisor', 'head'];

export const LABEL_WORDS: {
  product: List<typeof ProductList>;
  cause: List<typeof CauseList>;
  kind: List<typeof KindList>;
  sentiment: List<typeof SentimentList>;
  urgency: List<typeof UrgencyList>;
} = {
  product: ['deposit', 'card', 'loan', 'wealth', 'insurance', 'payment', 'e-banking', 'other'],
  cause: [
    'process-efficiency',
    'staff-attitude',
    'product-information',
    'fees',
    'system-failure',
    'account-security',
    'personal-information',
    'facilities',
    'other',
    'none',
  ],
  kind: ['complaint', 'suggestion', 'praise', 'enquiry', 'other'],
  sentiment: ['negative', 'neutral', 'positive'],
  urgency: ['critical', 'high', 'normal', 'low'],
};
