import { isAutomatic } from './is-automatic';

test.each([
  '【自动回复】您好，客服正忙，请稍后联系。',
  '本郵件由系統自動發送，請勿直接回覆。',
  '此短信由系统自动发送，请勿回复此号码',
  'AUTO-REPLY: I am out of office until Monday.',
  'This is an automated message. Please do not reply.',
])('a machine said it: %s', (text) => {
  expect(isAutomatic(text)).toBe(true);
});

test.each([
  '您好，您设置的自动还款已于今日恢复，扣错的利息退回原卡。',
  '您好，自動扣繳已取消，費用三日內退還。',
  'We have replied to the merchant and refunded 120 yuan today.',
  '',
])('a person said it: %s', (text) => {
  expect(isAutomatic(text)).toBe(false);
});
