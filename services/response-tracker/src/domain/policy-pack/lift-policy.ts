import { faultsOf } from '../calendar/calendar-file';
import { policySchema, type Policy } from '../policy';
import { readPolicyPack, type PolicyPack, type ReadPack } from './policy-pack';

/**
 * The pack of a parsed policy file of either form: a pack, or the small one of a first-reply promise alone, known by its
 * `firstReply`.
 */
export function readPolicyDocument(document: unknown): ReadPack {
  if (typeof document !== 'object' || document === null || !('firstReply' in document)) return readPolicyPack(document);
  const result = policySchema.safeParse(document);
  if (result.success) return { ok: true, pack: liftPolicy(result.data) };
  return { ok: false, faults: faultsOf(result.error) };
}

/** The small policy as a pack with the same version and meaning; its warnings go to the owner. */
export function liftPolicy({ version, source, firstReply }: Policy): PolicyPack {
  const { lengthSeconds, warnings, kinds, channels } = firstReply;
  const title = { en: 'First reply', zh: '首次答复' };
  return {
    id: 'bank-promise',
    version,
    title: { en: "The bank's own promise", zh: '本行服务承诺' },
    terms: [
      {
        promise: 'first-reply',
        kind: 'first-reply',
        title,
        length: { seconds: lengthSeconds },
        starts: { on: 'feedback-received', kinds, channels, products: 'all' },
        repeats: false,
        pauses: 'never',
        warnings: warnings.map((secondsLeft) => ({ secondsLeft, to: 'owner' as const })),
        extensions: [],
        endsOnWithdrawal: true,
        source: { law: source ?? `policy ${version}` },
      },
    ],
  };
}
