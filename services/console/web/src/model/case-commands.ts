import type { FeedbackView, TimelineEntry } from './api-shapes';

export const FORM_COMMANDS = [
  'reply',
  'note',
  'assign',
  'resolve',
  'follow-up',
  'withdraw',
  'extend',
  'reclassify',
  'reopen',
] as const;
/** A command with a form of its own. Approving, confirming, linking and unlinking stand beside what they are about. */
export type FormCommand = (typeof FORM_COMMANDS)[number];

const ANY: FormCommand[] = ['note', 'reclassify'];
const OPEN: FormCommand[] = ['reply', 'assign', 'resolve', 'withdraw', 'extend', ...ANY];

// What the register allows (services/cases/src/domain/case-state.ts). It refuses by itself; here it saves a useless form.
const ALLOWED: Record<string, readonly FormCommand[]> = {
  new: OPEN,
  assigned: OPEN,
  replied: OPEN,
  reopened: OPEN,
  resolved: ['reply', 'follow-up', 'reopen', ...ANY],
  closed: ['reply', 'reopen', ...ANY],
  withdrawn: ['reopen'],
};

/** The forms to offer in a state, in their order; all of them in a state that this page does not know. */
export function commandsIn(state: string): FormCommand[] {
  const allowed = ALLOWED[state];
  return FORM_COMMANDS.filter((command) => !allowed || allowed.includes(command));
}

export interface PendingExtension {
  extensionId: string;
  promise: string;
  reason: string | null;
  requestedBy: TimelineEntry['by'];
  at: string;
}

/** Extensions that were asked for and not approved, the oldest first. */
export function pendingExtensions(timeline: readonly TimelineEntry[]): PendingExtension[] {
  const approved = new Set(timeline.filter(({ kind }) => kind === 'extended').map(({ data }) => data?.extensionId));
  return timeline
    .filter(({ kind, data }) => kind === 'extension-requested' && !approved.has(data?.extensionId))
    .map(({ data, by, at }) => ({
      extensionId: String(data?.extensionId),
      promise: String(data?.promise),
      reason: typeof data?.text === 'string' ? data.text : null,
      requestedBy: by,
      at,
    }));
}

export interface ConfirmableReply {
  replyId: string;
  text: string | null;
  repliedAt: string;
  loggedAt: string;
  loggedBy: TimelineEntry['by'];
}

/** Replies written down by hand that no second person has vouched for; a machine's and automatic ones need nobody. */
export function confirmableReplies(timeline: readonly TimelineEntry[]): ConfirmableReply[] {
  const confirmed = new Set(timeline.filter(({ kind }) => kind === 'reply-confirmed').map(({ data }) => data?.replyId));
  return timeline
    .filter(({ kind, data }) => kind === 'replied' && data?.origin === 'logged' && !confirmed.has(data?.replyId))
    .filter(({ data }) => data?.substantive !== false && data?.automatic !== true)
    .map(({ data, by, at }) => ({
      replyId: String(data?.replyId),
      text: typeof data?.text === 'string' ? data.text : null,
      repliedAt: String(data?.repliedAt ?? at),
      loggedAt: at,
      loggedBy: by,
    }));
}

/** A case that still needs an answer can take a feedback of another in; a resolved one is reopened first. */
export function mayTakeIn(state: string): boolean {
  return !['resolved', 'closed', 'withdrawn'].includes(state);
}

/** A feedback that joined the case or is a mention can leave it; the one that opened it cannot. */
export function mayLeave(feedback: Pick<FeedbackView, 'state'>): boolean {
  return feedback.state === 'joined' || feedback.state === 'mention';
}
