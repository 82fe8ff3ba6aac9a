import type { FormLanguage } from './form-language';

/** Why a form could not be taken; each has its sentence in every language. */
export type FormFaultReason =
  | 'text-required'
  | 'text-too-long'
  | 'name-too-long'
  | 'phone-wrong'
  | 'email-wrong'
  | 'topic-unknown'
  | 'consent-required'
  | 'too-fast'
  | 'expired'
  | 'too-many'
  | 'unavailable'
  | 'too-large'
  | 'unreadable';

/** Everything that the hosted form says. */
export interface FormWords {
  title: string;
  intro: string;
  required: string;
  optional: string;
  text: string;
  textHint: string;
  topic: string;
  topicNone: string;
  topics: Record<string, string>;
  name: string;
  phone: string;
  email: string;
  contactHint: string;
  consent: string;
  honeypot: string;
  send: string;
  errorTitle: string;
  errorPrefix: string;
  thanksTitle: string;
  thanks: string;
  reference: string;
  referenceHint: string;
  again: string;
  unknownForm: string;
  closed: string;
  faults: Record<FormFaultReason, string>;
}

const zhHans: FormWords = {
  title: '意见反馈',
  intro: '请告诉我们您遇到的问题或建议，我们会在 24 小时内答复。',
  required: '必填',
  optional: '选填',
  text: '您想说什么',
  textHint: '请勿填写密码、验证码或完整卡号。',
  topic: '涉及的业务',
  topicNone: '请选择',
  topics: {
    deposit: '存款',
    card: '银行卡、信用卡',
    loan: '贷款',
    wealth: '理财',
    insurance: '保险',
    payment: '支付、转账',
    'e-banking': '手机银行、网上银行',
    other: '其他',
  },
  name: '姓名',
  phone: '手机号码',
  email: '电子邮箱',
  contactHint: '留下电话或邮箱，我们才能答复您。',
  consent: '提交即表示您同意本行为处理和答复此反馈而使用以上信息。',
  honeypot: '请留空此项',
  send: '提交',
  errorTitle: '请检查以下内容',
  errorPrefix: '错误：',
  thanksTitle: '感谢您的反馈',
  thanks: '我们已经收到。',
  reference: '受理编号',
  referenceHint: '查询进度时请提供此编号。',
  again: '再填写一份',
  unknownForm: '没有这份表单，请检查网址。',
  closed: '暂时无法打开表单，请稍候再试。',
  faults: {
    'text-required': '请填写您想说的内容。',
    'text-too-long': '内容过长，最多 20,000 个字符。',
    'name-too-long': '姓名过长，最多 100 个字符。',
    'phone-wrong': '请填写有效的电话号码，例如 138 0013 8000。',
    'email-wrong': '请填写有效的邮箱，例如 name@example.com。',
    'topic-unknown': '请从列表中选择业务。',
    'consent-required': '请勾选同意后再提交。',
    'too-fast': '提交得太快，请核对内容后再次点击提交。',
    expired: '页面打开时间过长，您填写的内容仍在，请再次点击提交。',
    'too-many': '提交过于频繁，您填写的内容仍在，请稍候再试。',
    unavailable: '系统暂时无法接收，您填写的内容仍在，请稍候再次提交。',
    'too-large': '提交的内容过大。',
    unreadable: '无法读取提交的内容，请重新填写。',
  },
};

const zhHant: FormWords = {
  title: '意見反饋',
  intro: '請告訴我們您遇到的問題或建議，我們會在 24 小時內答覆。',
  required: '必填',
  optional: '選填',
  text: '您想說什麼',
  textHint: '請勿填寫密碼、驗證碼或完整卡號。',
  topic: '涉及的業務',
  topicNone: '請選擇',
  topics: {
    deposit: '存款',
    card: '銀行卡、信用卡',
    loan: '貸款',
    wealth: '理財',
    insurance: '保險',
    payment: '支付、轉賬',
    'e-banking': '手機銀行、網上銀行',
    other: '其他',
  },
  name: '姓名',
  phone: '手機號碼',
  email: '電郵地址',
  contactHint: '留下電話或電郵，我們才能答覆您。',
  consent: '提交即表示您同意本行為處理和答覆此反饋而使用以上資料。',
  honeypot: '請留空此項',
  send: '提交',
  errorTitle: '請檢查以下內容',
  errorPrefix: '錯誤：',
  thanksTitle: '感謝您的反饋',
  thanks: '我們已經收到。',
  reference: '受理編號',
  referenceHint: '查詢進度時請提供此編號。',
  again: '再填寫一份',
  unknownForm: '沒有這份表單，請檢查網址。',
  closed: '暫時無法打開表單，請稍候再試。',
  faults: {
    'text-required': '請填寫您想說的內容。',
    'text-too-long': '內容過長，最多 20,000 個字元。',
    'name-too-long': '姓名過長，最多 100 個字元。',
    'phone-wrong': '請填寫有效的電話號碼，例如 9123 4567。',
    'email-wrong': '請填寫有效的電郵地址，例如 name@example.com。',
    'topic-unknown': '請從列表中選擇業務。',
    'consent-required': '請勾選同意後再提交。',
    'too-fast': '提交得太快，請核對內容後再次點擊提交。',
    expired: '頁面開啟時間過長，您填寫的內容仍在，請再次點擊提交。',
    'too-many': '提交過於頻繁，您填寫的內容仍在，請稍候再試。',
    unavailable: '系統暫時無法接收，您填寫的內容仍在，請稍候再次提交。',
    'too-large': '提交的內容過大。',
    unreadable: '無法讀取提交的內容，請重新填寫。',
  },
};

const en: FormWords = {
  title: 'Tell us what you think',
  intro: 'Tell us about a problem or a suggestion. We answer within 24 hours.',
  required: 'required',
  optional: 'optional',
  text: 'Your message',
  textHint: 'Please leave out passwords, one-time codes and full card numbers.',
  topic: 'What it is about',
  topicNone: 'Please choose',
  topics: {
    deposit: 'Deposits and accounts',
    card: 'Cards',
    loan: 'Loans',
    wealth: 'Wealth management',
    insurance: 'Insurance',
    payment: 'Payments and transfers',
    'e-banking': 'Mobile and online banking',
    other: 'Something else',
  },
  name: 'Name',
  phone: 'Phone number',
  email: 'E-mail address',
  contactHint: 'Leave a phone number or an e-mail address so that we can answer you.',
  consent: 'By sending this you agree that the bank uses what you entered to handle and answer your message.',
  honeypot: 'Leave this empty',
  send: 'Send',
  errorTitle: 'Please check the following',
  errorPrefix: 'Error: ',
  thanksTitle: 'Thank you for your message',
  thanks: 'We have received it.',
  reference: 'Reference number',
  referenceHint: 'Please give this number when you ask about it.',
  again: 'Send another message',
  unknownForm: 'There is no such form. Please check the address.',
  closed: 'The form cannot be opened right now. Please try again in a moment.',
  faults: {
    'text-required': 'Enter your message.',
    'text-too-long': 'The message is too long: 20,000 characters at most.',
    'name-too-long': 'The name is too long: 100 characters at most.',
    'phone-wrong': 'Enter a valid phone number, for example +86 138 0013 8000.',
    'email-wrong': 'Enter a valid e-mail address, for example name@example.com.',
    'topic-unknown': 'Choose from the list what it is about.',
    'consent-required': 'Tick the box to agree before you send.',
    'too-fast': 'That was very quick. Please check your message and send it again.',
    expired: 'The page was open for a long time. Your message is still here: please send it again.',
    'too-many': 'Too many messages were sent from here. Your message is still here: please try again in a moment.',
    unavailable: 'We cannot take messages right now. Your message is still here: please send it again in a moment.',
    'too-large': 'What was sent is too large.',
    unreadable: 'What was sent could not be read. Please fill in the form again.',
  },
};

/** What the form says in each language. */
export const FORM_WORDS: Record<FormLanguage, FormWords> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };
