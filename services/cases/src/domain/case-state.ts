import type { CaseState } from '@hearback/contracts';
import type { Command } from './command';

/**
 * What can move a case from one state to another: the commands, and what happens to it besides. `heard-again`: the
 * customer speaks once more (a resubmission, or a revision of substance); a case that was answered or withdrawn then needs
 * a person again. `dissatisfied`: a follow-up visit found so. `answer-left`: its only answer left with an unlinked feedback.
 * `emptied`: its only feedback was linked to another case.
 */
export type CaseStep = Command['kind'] | 'heard-again' | 'dissatisfied' | 'answer-left' | 'emptied';

// A step that a state does not list is not allowed in it.
const NEXT = {
  new: { ...open('new'), assign: 'assigned', reply: 'replied', resolve: 'resolved', 'heard-again': 'new' },
  assigned: {
    ...open('assigned'),
    assign: 'assigned',
    reply: 'replied',
    resolve: 'resolved',
    'heard-again': 'assigned',
  },
  replied: {
    ...open('replied'),
    assign: 'replied',
    reply: 'replied',
    resolve: 'resolved',
    'heard-again': 'reopened',
    'answer-left': 'reopened',
  },
  resolved: {
    ...unlessWithdrawn('resolved'),
    reply: 'resolved',
    'follow-up': 'resolved',
    dissatisfied: 'reopened',
    reopen: 'reopened',
    'heard-again': 'reopened',
  },
  reopened: {
    ...open('reopened'),
    assign: 'assigned',
    reply: 'replied',
    resolve: 'resolved',
    'heard-again': 'reopened',
  },
  closed: { ...unlessWithdrawn('closed'), reply: 'closed', reopen: 'reopened', 'heard-again': 'reopened' },
  withdrawn: { reopen: 'reopened', 'heard-again': 'reopened' },
} as const satisfies Record<CaseState, Partial<Record<CaseStep, CaseState>>>;

/** The state after a step, or null when the step is not allowed in this state. */
export function nextState(state: CaseState, step: CaseStep): CaseState | null {
  const steps: Partial<Record<CaseStep, CaseState>> = NEXT[state];
  return steps[step] ?? null;
}

// Steps that add to what is known of a case and leave its state.
function unlessWithdrawn<S extends CaseState>(state: S) {
  return {
    note: state,
    'confirm-reply': state,
    reclassify: state,
    unlink: state,
    emptied: 'withdrawn' as const,
  };
}

// A promise that can still be kept can be extended or withdrawn, and one more feedback taken in; a resolved case is
// reopened first.
function open<S extends CaseState>(state: S) {
  return {
    ...unlessWithdrawn(state),
    link: state,
    extend: state,
    'approve-extension': state,
    withdraw: 'withdrawn' as const,
  };
}
