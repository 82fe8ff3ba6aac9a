// The closed lists that several services speak. docs/glossary.md explains each word; design of the labels: docs/adr/0007.

export const CHANNELS = ['hotline', 'app-rating', 'web-form', 'social', 'branch', 'third-party'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The ends of an accepted feedback: every distinct feedbackId reaches exactly one. */
export const FEEDBACK_ENDS = ['opened', 'joined', 'mention', 'recorded', 'erased', 'parked'] as const;
export type FeedbackEnd = (typeof FEEDBACK_ENDS)[number];

export const RELATION_KINDS = ['original', 'redelivery', 'revision', 'resubmission', 'repost', 'lookalike'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

export const PRODUCTS = ['deposit', 'card', 'loan', 'wealth', 'insurance', 'payment', 'e-banking', 'other'] as const;
export const CAUSES = [
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
] as const;
export const KINDS = ['complaint', 'suggestion', 'praise', 'enquiry', 'other'] as const;
export const SENTIMENTS = ['negative', 'neutral', 'positive'] as const;
export const URGENCIES = ['critical', 'high', 'normal', 'low'] as const;

export const LANGUAGES = ['zh', 'en', 'other', 'unknown'] as const;
export const SCRIPTS = ['Hans', 'Hant', 'Latn', 'mixed', 'unknown'] as const;

export const CASE_STATES = ['new', 'assigned', 'replied', 'resolved', 'reopened', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const CLOCK_STATES = ['running', 'met', 'missed', 'withdrawn'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];
