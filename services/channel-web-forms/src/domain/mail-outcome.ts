/** How a mail server's conversation ended other than with its yes. */
export interface MailTrouble {
  /** The server's last line, where it said one. */
  response?: string | undefined;
  responseCode?: number | undefined;
  /** The library's: `ETLS`, `EAUTH`, `ECONNECTION`, … */
  code?: string | undefined;
  /** Of the system or of TLS below it: `ECONNRESET`, `DEPTH_ZERO_SELF_SIGNED_CERT`, … */
  originalCode?: string | undefined;
  message: string;
  /** Words of the message were on their way. */
  begun: boolean;
}

export type MailOutcome =
  { kind: 'wait'; seconds: number; why: string } | { kind: 'failed'; reason: string } | { kind: 'unknown' };

/**
 * What became of a mail that the server did not say yes to. A code is the server's word: 4xx may be tried again, 5xx may not.
 * Without one, a mail of which nothing was on its way was not sent; of any other nobody knows: RFC 5321 section 4.2.5 lets a
 * server deliver it whose yes got lost. `unknown` then, because a customer who is answered twice is worse.
 */
export function mailOutcome(trouble: MailTrouble): MailOutcome {
  const { responseCode, begun } = trouble;
  if (responseCode !== undefined && responseCode >= 400) return answeredNo(trouble.response, responseCode);
  return begun ? { kind: 'unknown' } : notBegun(trouble);
}

function answeredNo(response: string | undefined, code: number): MailOutcome {
  const why = `the mail server answered ${shownAnswer(response ?? '')}`;
  return code < 500 ? { kind: 'wait', seconds: 0, why } : { kind: 'failed', reason: why };
}

function notBegun(trouble: MailTrouble): MailOutcome {
  const code = trouble.code ?? 'unknown';
  const reason = REASONS[isDistrust(trouble) ? 'ETLS' : code];
  if (reason !== undefined && !BROKEN_OFF.test(trouble.message)) return { kind: 'failed', reason };
  return { kind: 'wait', seconds: 0, why: `no mail server (${code})` };
}

/** What only an administrator can mend. Without TLS neither the password nor the reply leaves this machine. */
const REASONS: Readonly<Record<string, string>> = {
  ETLS: 'no trusted TLS connection to the mail server',
  EAUTH: 'the mail server takes none of the ways to sign in',
  EENVELOPE: 'the mail server cannot be given this address',
  EMESSAGE: 'the mail is larger than the mail server takes',
};
const BROKEN_OFF = /closed unexpectedly|timeout/i;

/** Codes of the system have one word (ECONNRESET), those of TLS several. */
function isDistrust({ code, originalCode }: MailTrouble): boolean {
  return code === 'ESOCKET' && originalCode !== undefined && originalCode.includes('_');
}

const SHOWN = 200;

/** A server's words for people: without the customer's address, which servers like to repeat. */
function shownAnswer(response: string): string {
  return response
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/<[^>]*@[^>]*>|[^\s<>]+@[^\s<>]+/g, '<…>')
    .trim()
    .slice(0, SHOWN);
}
