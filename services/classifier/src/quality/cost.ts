import type { Label } from './row';

const ZH = '我在你们手机银行转账三万元，显示成功可是对方没有收到，客服排队半小时没人接，太差了';
const EN =
  'I called the bank about a payment on my credit card that I never made and they told me it would take ten business days to look into it. ' +
  'Two weeks later nobody has called back, the interest is still being charged, and the branch sends me to the hotline, which sends me to the branch. ' +
  'I have been a customer for twelve years and I have never been treated like this. Please tell me who is responsible, and refund the fee of forty dollars that was taken from my savings account.';

/** The goals in microseconds of processor time for one text, folding included. */
export const COST_GOALS = { zh: 60, en: 150 };

/** Processor time, so that a busy machine does not count; the best of several rounds, after the compiler has settled. */
export function costs(label: Label): { language: 'zh' | 'en'; units: number; us: number; goal: number }[] {
  return (['zh', 'en'] as const).map((language) => {
    const text = language === 'zh' ? ZH.slice(0, 42) : EN.slice(0, 476);
    for (let i = 0; i < 3_000; i += 1) label(text);
    const us = Math.min(...Array.from({ length: 5 }, () => round(label, text)));
    return { language, units: text.length, us, goal: COST_GOALS[language] };
  });
}

function round(label: Label, text: string): number {
  const times = 1_000;
  const before = process.cpuUsage();
  for (let i = 0; i < times; i += 1) label(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
