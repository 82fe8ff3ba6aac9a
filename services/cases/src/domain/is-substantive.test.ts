import { isSubstantive } from './is-substantive';

test.each([
  '',
  '   ',
  '🙏🙏',
  '……',
  '收到',
  '已收到，谢谢！',
  '您好，您的反馈我们已收到，我们会尽快处理。',
  '您好，您的意見我們已收到，感謝您的反饋，請耐心等待。',
  '感謝您',
  '尊敬的客户：您好！感谢您的反馈，我们将尽快与您联系。',
  'Thank you for your feedback!',
  'Dear customer, we have received your complaint. We will get back to you shortly.',
  'ＯＫ',
])('an acknowledgement is not a reply of substance: %s', (text) => {
  expect(isSubstantive(text)).toBe(false);
});

test.each([
  '您好，退款已于今天上午退回您尾号8812的卡。',
  '您好，已收到您的反馈，请到就近网点补办。',
  '您好，相關費用已於今日退還。',
  'Thank you for your feedback. The fee was refunded today.',
  '5月20日',
])('a reply that says more is one: %s', (text) => {
  expect(isSubstantive(text)).toBe(true);
});
