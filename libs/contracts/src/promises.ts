// The promises of the response tracker; docs/promises.md says what each one means and where it comes from.

export const PROMISES = [
  /** The first substantive answer to a customer. */
  'first-reply',
  /** The answer to what a customer says after having been answered. */
  'next-reply',
  /** Telling the customer how it stands while the case is open. */
  'progress-update',
  /** The case is resolved, in working days. */
  'resolution',
  /** What the law or the regulator demands. */
  'legal',
  /** Confirming in writing that a complaint has arrived (UK DISP). */
  'acknowledgement',
  /** Asking the customer after the resolution. */
  'follow-up-visit',
] as const;
export type PromiseKind = (typeof PROMISES)[number];

/** The 24-hour promises: the response rate counts these two and no other. */
export const RESPONSE_PROMISES = ['first-reply', 'next-reply'] as const satisfies readonly PromiseKind[];

/** Whom a warning is for. */
export const ESCALATION_ROLES = ['owner', 'supervisor', 'head'] as const;
export type EscalationRole = (typeof ESCALATION_ROLES)[number];

/** The promises whose time can be extended with a second person's approval; the 24-hour ones never. */
export const EXTENDABLE_PROMISES = ['resolution', 'legal'] as const satisfies readonly PromiseKind[];
