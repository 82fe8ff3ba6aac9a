import type { ReplyFact } from './case-fact';
import type { CaseStory } from './case-story';
import type { Answer } from './settle-clock';

/** Only a person who says something answers. */
export function isHuman({ automatic, substantive }: ReplyFact): boolean {
  return !automatic && substantive;
}

/**
 * The first of the replies that meets a promise from `start` to `dueAt`, both included. One logged by hand after the due
 * time, as made before it, needs a second person who vouches for it; what a machine observed speaks for itself.
 * @param replies by `repliedAt`
 */
export function firstAnswer(
  { confirmations }: Pick<CaseStory, 'confirmations'>,
  replies: readonly ReplyFact[],
  { start, dueAt }: { start: number; dueAt: number },
): Answer | null {
  for (const reply of replies) {
    const at = reply.repliedAt.getTime();
    if (at < start) continue;
    if (at > dueAt) return null;
    const late = reply.origin === 'logged' && reply.changedAt.getTime() > dueAt;
    if (!late) return { at, by: reply.replyId, confirmed: false };
    if (confirmations.get(reply.replyId)?.some((person) => person !== reply.by))
      return { at, by: reply.replyId, confirmed: true };
  }
  return null;
}
