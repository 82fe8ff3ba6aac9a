import { foldReply } from './is-substantive';

// What machines say of themselves. A person who writes any of it is not answering either.
const SAID_BY_MACHINES = [
  '自动回复',
  '自動回复',
  '自动发送',
  '自動发送',
  '系统自动',
  '系統自動',
  '请勿直接回复',
  '请勿回复此',
  '请勿回复本',
  '此为系统邮件',
  '此為系統郵件',
  'autoreply',
  'automaticreply',
  'autoresponse',
  'automatedmessage',
  'automatedresponse',
  'automaticallygenerated',
  'donotreply',
  'pleasedonotreplytothis',
  'outofoffice',
];

/**
 * Whether a reply says of itself that a machine sent it, in Chinese of either script or English. Such a reply never
 * counts as an answer, whatever its sender says of it.
 */
export function isAutomatic(reply: string): boolean {
  const folded = foldReply(reply);
  return SAID_BY_MACHINES.some((phrase) => folded.includes(phrase));
}
