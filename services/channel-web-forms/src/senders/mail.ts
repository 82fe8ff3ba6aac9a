import type { Sender } from '@hearback/channel';
import { mailOutcome } from '../domain/mail-outcome';
import { replyMail } from '../domain/reply-mail';
import { composeMail } from '../io/compose-mail';
import { sendMail, MailRefused, type MailServer } from '../io/send-mail';

/** Its name in counters; no format is called so. */
const NAME = 'mail';

/**
 * Answers a customer by e-mail through the bank's own server. SMTP knows no repetitions, so it is not idempotent: a mail
 * whose end nobody learned is never sent again and becomes `unknown` (ADR 0018). Delivered means that the server took it.
 */
export function mailSender(server: MailServer | null): Sender {
  return {
    name: NAME,
    baseUrl: '',
    idempotent: false,
    send: async ({ replyId, feedbackId, text, contact }, { access, now }) => {
      if (!server) return { kind: 'failed', reason: 'this service has no mail server (SMTP_HOST)' };
      const composed = replyMail({ replyId, feedbackId, text, email: contact?.email }, access.settings);
      if (!composed.ok) return { kind: 'failed', reason: composed.why };
      const { mail } = composed;
      const envelope = { from: mail.from.address, to: mail.to };
      try {
        await sendMail(server, envelope, await composeMail(mail, now));
        return { kind: 'delivered', externalReplyId: mail.messageId };
      } catch (error) {
        if (!(error instanceof MailRefused)) throw error;
        const outcome = mailOutcome(error.trouble);
        if (outcome.kind === 'unknown') throw error;
        return outcome;
      }
    },
  };
}
