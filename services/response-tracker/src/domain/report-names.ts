import { CAUSES, CHANNELS, PRODUCTS, PROMISES, WITHDRAWAL_REASONS } from '@hearback/contracts';
import type { ReportLanguage } from './report-question';

type Names = Record<string, readonly [hans: string, hant: string, en: string]>;

const CHANNEL_NAMES: Record<(typeof CHANNELS)[number], Names[string]> = {
  hotline: ['客服热线', '客服熱線', 'Hotline'],
  'app-rating': ['应用评分', '應用評分', 'App ratings'],
  'web-form': ['网页表单', '網頁表單', 'Web forms'],
  social: ['社交媒体', '社交媒體', 'Social media'],
  branch: ['网点', '網點', 'Branches'],
  'third-party': ['第三方平台', '第三方平台', 'Third-party sites'],
};
const PRODUCT_NAMES: Record<(typeof PRODUCTS)[number], Names[string]> = {
  deposit: ['存款', '存款', 'Deposits'],
  card: ['银行卡', '銀行卡', 'Cards'],
  loan: ['贷款', '貸款', 'Loans'],
  wealth: ['理财', '理財', 'Wealth'],
  insurance: ['保险', '保險', 'Insurance'],
  payment: ['支付结算', '支付結算', 'Payments'],
  'e-banking': ['电子银行', '電子銀行', 'E-banking'],
  other: ['其他产品', '其他產品', 'Other product'],
};
const CAUSE_NAMES: Record<(typeof CAUSES)[number], Names[string]> = {
  'process-efficiency': ['流程效率', '流程效率', 'Process efficiency'],
  'staff-attitude': ['服务态度', '服務態度', 'Staff attitude'],
  'product-information': ['信息披露', '資訊披露', 'Product information'],
  fees: ['收费', '收費', 'Fees'],
  'system-failure': ['系统故障', '系統故障', 'System failure'],
  'account-security': ['资金与账户安全', '資金與帳戶安全', 'Account security'],
  'personal-information': ['个人信息', '個人資料', 'Personal information'],
  facilities: ['设施环境', '設施環境', 'Facilities'],
  other: ['其他原因', '其他原因', 'Other cause'],
  none: ['无', '無', 'None'],
};
const PROMISE_NAMES: Record<(typeof PROMISES)[number] | 'response', Names[string]> = {
  response: ['24 小时响应', '24 小時響應', '24-hour response'],
  'first-reply': ['首次答复', '首次答覆', 'First reply'],
  'next-reply': ['后续答复', '後續答覆', 'Next reply'],
  'progress-update': ['进度告知', '進度告知', 'Progress update'],
  resolution: ['办结', '辦結', 'Resolution'],
  legal: ['监管时限', '監管時限', 'Legal limit'],
  acknowledgement: ['书面受理回执', '書面受理回執', 'Written acknowledgement'],
  'follow-up-visit': ['回访', '回訪', 'Follow-up visit'],
};
const REASON_NAMES: Record<(typeof WITHDRAWAL_REASONS)[number] | 'recomputed' | 'reopened', Names[string]> = {
  'customer-withdrew': ['客户撤诉', '客戶撤訴', 'The customer withdrew'],
  spam: ['垃圾信息', '垃圾訊息', 'Spam'],
  'not-feedback': ['不是客户反馈', '不是客戶意見', 'Not feedback'],
  duplicate: ['重复登记', '重複登記', 'Registered twice'],
  test: ['测试数据', '測試資料', 'Test data'],
  recomputed: ['重新计算后由另一承诺承担', '重新計算後由另一承諾承擔', 'Recomputed: another promise answers for it'],
  reopened: ['工单重新打开', '工單重新打開', 'The case was reopened'],
};
const OUTCOME_NAMES = {
  met: ['按时', '按時', 'Met'],
  missed: ['逾期', '逾期', 'Missed'],
  running: ['计时中', '計時中', 'Running'],
  withdrawn: ['已撤销', '已撤銷', 'Withdrawn'],
} as const;

const NAMES = {
  channel: CHANNEL_NAMES,
  product: PRODUCT_NAMES,
  cause: CAUSE_NAMES,
  promise: PROMISE_NAMES,
  reason: REASON_NAMES,
  outcome: OUTCOME_NAMES,
} satisfies Record<string, Names>;

/** Place of a language in a row of names. */
export const PLACE = { 'zh-Hans': 0, 'zh-Hant': 1, en: 2 } as const;

export type NamedAxis = keyof typeof NAMES;

/** How people call a code; a code without a name, such as the id of a branch, is told as it is. */
export function nameOf(language: ReportLanguage, axis: string, code: string): string {
  const names: Names | undefined = Object.hasOwn(NAMES, axis) ? NAMES[axis as NamedAxis] : undefined;
  const name = names && Object.hasOwn(names, code) ? names[code] : undefined;
  return name?.[PLACE[language]] ?? code;
}
