import MailComposer from 'nodemailer/lib/mail-composer';
import type { ReplyMail } from '../domain/reply-mail';

/** The mail as it goes over the wire: plain text in UTF-8, headers encoded as RFC 2047 says. */
export async function composeMail(mail: ReplyMail, now: Date): Promise<Buffer> {
  const { from, replyTo, to, subject, text, language, messageId, thread } = mail;
  const composer = new MailComposer({
    from: named(from),
    ...(replyTo && { replyTo: named(replyTo) }),
    to: { name: '', address: to },
    subject,
    text,
    date: now,
    messageId,
    inReplyTo: thread,
    references: [thread],
    headers: {
      // RFC 3834: a program sends it, so no other program needs to answer. Who wrote the words is another matter.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  });
  return composer.compile().build();
}

function named({ name = '', address }: { name?: string; address: string }): { name: string; address: string } {
  return { name, address };
}
