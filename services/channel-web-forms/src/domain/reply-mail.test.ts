import { replyMail, type RepliedTo } from './reply-mail';

const REPLY: RepliedTo = {
  replyId: '2d0f5c1e-8a55-5c1f-9c53-0c9b1f6f1e01',
  feedbackId: '5b0f5c1e-8a55-5c1f-9c53-0c9b1f6f1a01',
  text: '您好，年费已退回您的账户。',
  email: 'wang@example.com',
};
const SETTINGS = { replyFrom: '示例银行 <service@bank.example>' };
const mailOf = (over: Partial<RepliedTo> = {}, settings: Record<string, string> = SETTINGS) => {
  const composed = replyMail({ ...REPLY, ...over }, settings);
  return composed.ok ? composed.mail : composed.why;
};

test('the same reply is the same mail, and answers to one feedback are one thread', () => {
  expect(mailOf()).toEqual({
    from: { name: '示例银行', address: 'service@bank.example' },
    replyTo: undefined,
    to: 'wang@example.com',
    subject: '关于您反馈的答复（编号 5b0f5c1e-8a55-5c1f-9c53-0c9b1f6f1a01）',
    text: '您好，年费已退回您的账户。',
    language: 'zh-Hans',
    messageId: '<2d0f5c1e-8a55-5c1f-9c53-0c9b1f6f1e01@bank.example>',
    thread: '<feedback.5b0f5c1e-8a55-5c1f-9c53-0c9b1f6f1a01@bank.example>',
  });
  expect(mailOf()).toEqual(mailOf());
});

test.each([
  ['您好，年费已退回您的账户。', '关于您反馈的答复'],
  ['您好，年費已退回您的帳戶。', '關於您意見的回覆'],
  ['Your annual fee has been refunded.', 'Our answer to your feedback'],
])('%s is headed in its own language', (text, beginning) => {
  expect(mailOf({ text })).toMatchObject({ subject: expect.stringContaining(beginning) });
});

test('line ends are those of mail', () => {
  expect(mailOf({ text: '一\n二\r\n三\r四' })).toMatchObject({ text: '一\r\n二\r\n三\r\n四' });
});

test.each([
  ['no address', { email: undefined }, SETTINGS, 'the customer gave no e-mail address'],
  [
    'an address with a header in it',
    { email: 'wang@example.com\r\nBcc: li@example.com' },
    SETTINGS,
    'what the customer gave is no e-mail address',
  ],
  ['a sender that is none', {}, { replyFrom: 'service' }, 'the setting replyFrom of the source is no e-mail address'],
  [
    'an address for answers that is none',
    {},
    { ...SETTINGS, replyTo: 'a@bank.example\nBcc: x@example.com' },
    'the setting replyTo of the source is no e-mail address',
  ],
] as [string, Partial<RepliedTo>, Record<string, string>, string][])(
  '%s is said, and nothing is sent',
  (_name, ...[over, settings, why]) => {
    expect(mailOf(over, settings)).toBe(why);
  },
);
