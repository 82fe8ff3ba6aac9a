import { nextState } from './case-state';
import { isInFuture, madeId, type Command, type DecideInput, type EffectOrRefusal } from './command';

/** The customer was asked after the resolution. One who is dissatisfied reopens the case in the same step. */
export function followUp(input: DecideInput<Command & { kind: 'follow-up' }>): EffectOrRefusal {
  const { command, record, who, now } = input;
  const { resolvedAt } = input.context;
  const visitedAt = command.visitedAt === undefined ? now : new Date(command.visitedAt);
  if (resolvedAt !== null && visitedAt.getTime() < Date.parse(resolvedAt)) return { error: 'visit-before-resolution' };
  if (isInFuture(visitedAt, now)) return { error: 'visit-in-future' };
  const visitId = madeId(input, 'visit');
  const reopened = command.outcome === 'dissatisfied' ? nextState(record.state, 'dissatisfied') : null;
  return {
    change: {
      kind: 'followed-up',
      visitId,
      outcome: command.outcome,
      visitedAt: visitedAt.toISOString(),
      by: who.id,
    },
    text: command.note,
    made: { visitId },
    ...(reopened === null ? {} : { state: reopened }),
  };
}
