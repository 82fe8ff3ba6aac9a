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

export const CASE_STATES = ['new', 'assigned', 'replied', 'resolved', 'reopened', 'closed', 'withdrawn'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const CLOCK_STATES = ['running', 'met', 'missed', 'withdrawn'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** Why a case is withdrawn. After a promise was due, none of them takes its miss away. */
export const WITHDRAWAL_REASONS = ['customer-withdrew', 'spam', 'not-feedback', 'duplicate', 'test'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** What a follow-up visit found. `dissatisfied` reopens the case. */
export const VISIT_OUTCOMES = ['satisfied', 'dissatisfied', 'not-reached'] as const;
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number];
