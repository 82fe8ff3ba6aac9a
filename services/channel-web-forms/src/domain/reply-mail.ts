import { detectWriting } from '@hearback/text';
import type { FormLanguage } from './form-language';
import { mailAddress, readMailbox, type Mailbox } from './mailbox';

/** A reply as a mail: what stands in its headers, and its words. */
export interface ReplyMail {
  from: Mailbox;
  replyTo: Mailbox | undefined;
  to: string;
  subject: string;
  text: string;
  language: FormLanguage;
  /** The same for the same reply, however often it is sent: a mailbox that has it knows the second one. */
  messageId: string;
  /** The same for every reply to one feedback, so that mail programs show them together. */
  thread: string;
}

export interface RepliedTo {
  replyId: string;
  feedbackId: string;
  text: string;
  email: string | undefined;
}

export type Composed = { ok: true; mail: ReplyMail } | { ok: false; why: string };

/** The mail of a reply. The settings of the source say whom it is from; a customer's name stands nowhere in it. */
export function replyMail(reply: RepliedTo, settings: Readonly<Record<string, string>>): Composed {
  const { replyId, feedbackId, email } = reply;
  if (email === undefined) return { ok: false, why: 'the customer gave no e-mail address' };
  const to = mailAddress(email);
  if (to === null) return { ok: false, why: 'what the customer gave is no e-mail address' };
  const from = readMailbox(settings.replyFrom ?? '');
  if (!from) return { ok: false, why: 'the setting replyFrom of the source is no e-mail address' };
  const replyTo = settings.replyTo === undefined ? undefined : readMailbox(settings.replyTo);
  if (replyTo === null) return { ok: false, why: 'the setting replyTo of the source is no e-mail address' };
  const language = languageOf(reply.text);
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    ok: true,
    mail: {
      from,
      replyTo,
      to,
      subject: SUBJECTS[language](feedbackId),
      text: reply.text.replace(/\r\n?|\n/g, '\r\n'),
      language,
      messageId: `<${replyId}@${domain}>`,
      thread: `<feedback.${feedbackId}@${domain}>`,
    },
  };
}

// The reference is the one that the form's thanks have shown.
const SUBJECTS: Record<FormLanguage, (reference: string) => string> = {
  'zh-Hans': (reference) => `关于您反馈的答复（编号 ${reference}）`,
  'zh-Hant': (reference) => `關於您意見的回覆（編號 ${reference}）`,
  en: (reference) => `Our answer to your feedback (reference ${reference})`,
};

/** The language that the answer is written in; where it proves neither script, simplified Chinese. */
function languageOf(text: string): FormLanguage {
  const { language, script } = detectWriting(text);
  if (language !== 'zh') return 'en';
  return script === 'Hant' ? 'zh-Hant' : 'zh-Hans';
}
