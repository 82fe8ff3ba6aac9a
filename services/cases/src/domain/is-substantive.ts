// What is left of a reply that only confirms receipt, thanks or asks for patience. Traditional forms are folded below.
const ACKNOWLEDGEMENTS = [
  '您好',
  '你好',
  '您的反馈我们已收到',
  '您的反馈已收到',
  '您的意见我们已收到',
  '您的意见已收到',
  '您的留言已收到',
  '您的投诉已收到',
  '您的投诉已受理',
  '我们已收到您的反馈',
  '我们已收到您的意见',
  '我们已收到您的投诉',
  '已收到您的反馈',
  '已收到',
  '收到',
  '已受理',
  '已登记',
  '已记录',
  '感谢您的反馈',
  '感谢您的意见',
  '感谢您的支持',
  '感谢反馈',
  '感谢您',
  '谢谢您的反馈',
  '谢谢您',
  '谢谢',
  '感谢',
  '我们会尽快处理',
  '我们将尽快处理',
  '我们会尽快回复',
  '我们将尽快回复您',
  '我们会尽快回复您',
  '我们会尽快与您联系',
  '我们将尽快与您联系',
  '尽快处理',
  '正在处理中',
  '正在处理',
  '处理中',
  '请耐心等待',
  '请稍候',
  '请稍等',
  '好的',
  'thankyouforyourfeedback',
  'thanksforyourfeedback',
  'thankyouforcontactingus',
  'thankyouforyourpatience',
  'thankyou',
  'thanks',
  'wehavereceivedyourfeedback',
  'wehavereceivedyourcomplaint',
  'wehavereceivedyourmessage',
  'yourfeedbackhasbeenreceived',
  'yourmessagehasbeenreceived',
  'received',
  'noted',
  'wewillgetbacktoyousoon',
  'wewillgetbacktoyoushortly',
  'wewillgetbacktoyou',
  'wewillcontactyousoon',
  'wewillcontactyoushortly',
  'wearelookingintoit',
  'wearelookingintothis',
  'pleasewait',
  'dearcustomer',
  'hello',
  'hi',
  'ok',
].sort((a, b) => b.length - a.length);

const TO_SIMPLIFIED: Record<string, string> = {
  饋: '馈',
  們: '们',
  見: '见',
  訴: '诉',
  謝: '谢',
  處: '处',
  復: '复',
  覆: '复',
  與: '与',
  聯: '联',
  繫: '系',
  係: '系',
  請: '请',
  將: '将',
  會: '会',
  盡: '尽',
  儘: '尽',
  後: '后',
  記: '记',
  錄: '录',
  登: '登',
  已: '已',
  經: '经',
  尊: '尊',
  愛: '爱',
  時: '时',
  聽: '听',
  辦: '办',
  這: '这',
  對: '对',
  為: '为',
};

const FILLERS = /尊敬的客户|尊敬的用户|亲爱的用户|亲爱的客户|尊敬的客戶|尊敬的用戶|我们|您|了|哦|呢|的/g;

/**
 * Whether a reply says something of substance: not empty, not only symbols, and more than greetings, thanks and words
 * that the feedback was received and will be looked at. Only such a reply can keep a promise (an acknowledgement never
 * does), so the doubtful case counts as substantive and is left to people.
 */
export function isSubstantive(reply: string): boolean {
  let rest = foldReply(reply);
  for (const phrase of ACKNOWLEDGEMENTS) rest = rest.split(phrase).join('');
  return rest.replace(FILLERS, '').length > 0;
}

/** Letters and digits only, lower case, full-width and traditional forms of the phrases above folded. */
export function foldReply(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return [...letters].map((character) => TO_SIMPLIFIED[character] ?? character).join('');
}
