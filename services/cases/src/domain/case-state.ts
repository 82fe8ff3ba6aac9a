import type { CaseState } from '@hearback/contracts';

/** What can move a case from one state to another. */
export type CaseStep = 'assign' | 'reply' | 'resolve' | 'reopen' | 'heard-again';

// `heard-again`: the customer speaks once more (a resubmission, or a revision of substance). A case that was answered
// then needs a person again. A step that a state does not list is not allowed in it.
const NEXT = {
  new: { assign: 'assigned', reply: 'replied', resolve: 'resolved', 'heard-again': 'new' },
  assigned: { assign: 'assigned', reply: 'replied', resolve: 'resolved', 'heard-again': 'assigned' },
  replied: { assign: 'replied', reply: 'replied', resolve: 'resolved', 'heard-again': 'reopened' },
  resolved: { reply: 'resolved', reopen: 'reopened', 'heard-again': 'reopened' },
  reopened: { assign: 'assigned', reply: 'replied', resolve: 'resolved', 'heard-again': 'reopened' },
  closed: { reply: 'closed', reopen: 'reopened', 'heard-again': 'reopened' },
} as const satisfies Record<CaseState, Partial<Record<CaseStep, CaseState>>>;

/** The state after a step, or null when the step is not allowed in this state. */
export function nextState(state: CaseState, step: CaseStep): CaseState | null {
  const steps: Partial<Record<CaseStep, CaseState>> = NEXT[state];
  return steps[step] ?? null;
}
