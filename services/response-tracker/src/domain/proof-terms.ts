import type { ProofQuestion } from '@hearback/proof';
import type { Length } from './calendar/due-after';
import type { PolicyPack, Term } from './policy-pack/policy-pack';
import type { PolicyInForce } from './promise-policy';

const RULES = [
  'A promise counts in the period in which it was started. Rate = met ÷ (met + missed), cut off and never rounded up to 100 %. The due moment itself is in time; what runs past it is missed. Running promises stand beside the rate. Withdrawn ones stand in no rate; each is listed with its reason.',
  '承诺计入其起算时间所在的期间。达标率＝按时÷（按时＋逾期），截断而不进位，绝不四舍五入为100%。到期时刻当时仍算按时，之后即为逾期。未到期的另列，不计入达标率；已撤销的不计入，并逐条列明理由。',
];

/** The terms of the promises in words, English and Chinese, of every pack that was in force for the period. */
export function proofTerms(policies: readonly PolicyInForce[], question: Omit<ProofQuestion, 'asOf'>): string[] {
  const said = new Set<string>();
  for (const pack of packsFor(policies, question))
    for (const term of pack.terms)
      if (question.promises.includes(term.kind)) for (const text of inWords(pack, term)) said.add(text);
  return [...RULES, ...said];
}

function packsFor(policies: readonly PolicyInForce[], { from, to }: Omit<ProofQuestion, 'asOf'>): PolicyPack[] {
  const [start, end] = [new Date(from), new Date(to)];
  const first = Math.max(
    0,
    policies.findLastIndex(({ appliesFrom }) => appliesFrom <= start),
  );
  return policies.flatMap(({ appliesFrom, packs }, index) =>
    index === first || (index > first && appliesFrom < end) ? packs : [],
  );
}

function inWords({ id, version }: PolicyPack, term: Term): [english: string, chinese: string] {
  const { kinds, channels, products, on } = term.starts;
  const { law, article } = term.source;
  const name = `${term.promise} (${id} ${version})`;
  const [en, zh] = lengthInWords(term.length);
  const source = article ? `${law}, ${article}` : law;
  const of = (values: 'all' | readonly string[], all: string) => (values === 'all' ? all : values.join(', '));
  return [
    `${name}: ${term.title.en}. Length: ${en}. Starts on: ${on}; kinds: ${of(kinds, 'all')}; channels: ${of(channels, 'all')}; products: ${of(products, 'all')}. Source: ${source}`,
    `${name}：${term.title.zh}。期限：${zh}。起算：${STARTS_ZH[on]}；类别：${of(kinds, '全部')}；渠道：${of(channels, '全部')}；产品：${of(products, '全部')}。依据：${source}`,
  ];
}

const STARTS_ZH: Record<Term['starts']['on'], string> = {
  'feedback-received': '收到反馈',
  'customer-follow-up': '客户追问',
  resolved: '办结',
};

const HOUR = 3_600;

function lengthInWords(length: Length): [english: string, chinese: string] {
  if ('seconds' in length) {
    const { seconds } = length;
    if (seconds % HOUR > 0) return [`${seconds} seconds by the clock`, `${seconds}秒（自然时间）`];
    return [`${seconds / HOUR} hours by the clock`, `${seconds / HOUR}小时（自然时间）`];
  }
  if ('workingSeconds' in length)
    return [`${length.workingSeconds / HOUR} working hours`, `${length.workingSeconds / HOUR}个工作小时`];
  if ('workingDays' in length) return [`${length.workingDays} working days`, `${length.workingDays}个工作日`];
  if ('calendarDays' in length) return [`${length.calendarDays} calendar days`, `${length.calendarDays}个自然日`];
  return [`${length.weeks} weeks`, `${length.weeks}周`];
}
