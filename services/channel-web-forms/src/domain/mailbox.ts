import { domainToASCII } from 'node:url';

/** Whom a mail is from or to. */
export interface Mailbox {
  address: string;
  name?: string;
}

// RFC 5321 section 4.5.3.1, and RFC 5322's dot-atom: quoted local parts are allowed there, and used by nobody but attackers.
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const LOCAL_LENGTH = 64;
const ADDRESS_LENGTH = 254;
const NAME_LENGTH = 200;
// Line breaks of every kind: whoever gets one into a header writes headers of their own.
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** An address as it may stand in an envelope, its domain in ASCII; null for anything else. */
export function mailAddress(given: string): string | null {
  const text = given.trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || CONTROL.test(given) || local.length > LOCAL_LENGTH || !LOCAL.test(local)) return null;
  const domain = domainToASCII(text.slice(at + 1).normalize('NFKC')).toLowerCase();
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^\d+$/.test(labels.at(-1)!)) return null;
  const address = `${local}@${domain}`;
  return address.length <= ADDRESS_LENGTH ? address : null;
}

/** `service@bank.example`, or with a name before it: `示例银行 <service@bank.example>`; null for anything else. */
export function readMailbox(given: string): Mailbox | null {
  if (CONTROL.test(given)) return null;
  const named = /^([^<>]*)<([^<>]+)>$/.exec(given.trim());
  const address = mailAddress(named?.[2] ?? given);
  if (address === null) return null;
  const name = (named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
  if (name.length > NAME_LENGTH) return null;
  return name === '' ? { address } : { address, name };
}
