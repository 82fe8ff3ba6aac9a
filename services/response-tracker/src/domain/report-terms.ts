import { PROMISES } from '@hearback/contracts';
import { Converter } from 'opencc-js';
import type { PolicyInForce } from './promise-policy';
import { proofTerms } from './proof-terms';
import type { ReportQuestion } from './report-question';

const HAN = /\p{Script=Han}/u;
let toTraditional: ((text: string) => string) | undefined;

/** The terms of the promises of a report in its language; the words of proofs, in traditional characters where asked. */
export function termsInWords(
  policies: readonly PolicyInForce[],
  { from, to, language }: Pick<ReportQuestion, 'from' | 'to' | 'language'>,
): string[] {
  const period = { from: from.toISOString(), to: to.toISOString(), promises: [...PROMISES] };
  // Each thing is said twice, first in English.
  const terms = proofTerms(policies, period).filter((_, index) => index % 2 === (language === 'en' ? 0 : 1));
  if (language !== 'zh-Hant') return terms;
  toTraditional ??= Converter({ from: 'cn', to: 'tw' });
  return terms.map((text) => (HAN.test(text) ? toTraditional!(text) : text));
}
