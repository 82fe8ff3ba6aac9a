import { PROMISES } from '@hearback/contracts';
import { utcDayOf, type ProofQuestion } from '@hearback/proof';
import { z } from 'zod';
import { periodOf, promisesNamed, ratesQuerySchema } from './period';

/** What may be asked of GET /v1/response-rate/proof. */
export const proofQuerySchema = ratesQuerySchema.extend({
  promise: z
    .enum(['response', 'all', ...PROMISES], { error: `expected response, all, ${PROMISES.join(', ')}` })
    .default('response'),
});

export type AskedProof = { ok: true; question: ProofQuestion } | { ok: false; field: string; detail: string };

/** The question of a proof; as known now unless it says otherwise. */
export function proofQuestionOf({ promise, ...query }: z.output<typeof proofQuerySchema>, now: Date): AskedProof {
  const period = periodOf(query, now);
  if (!period.ok) return period;
  const { from, to, asOf } = period;
  const times = { from: from.toISOString(), to: to.toISOString(), asOf: asOf.toISOString() };
  return { ok: true, question: { ...times, promises: [...promisesNamed(promise)] } };
}

/** The UTC days that the half-open period touches: the whole of each is in the proof, because only a day has a root. */
export function daysTouched({ from, to }: Pick<ProofQuestion, 'from' | 'to'>): { first: string; last: string } {
  return { first: utcDayOf(new Date(from)), last: utcDayOf(new Date(Date.parse(to) - 1)) };
}

/** Name of the file: `hearback-proof_2026-02-01_2026-02-28_checkpoint-17.json`. */
export function proofFileName(question: Pick<ProofQuestion, 'from' | 'to'>, checkpoint: number): string {
  const { first, last } = daysTouched(question);
  return `hearback-proof_${first}_${last}_checkpoint-${checkpoint}.json`;
}
