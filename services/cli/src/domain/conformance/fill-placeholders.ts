import { createHmac } from 'node:crypto';

/** What placeholders stand for during one run over one format. */
export interface RunFacts {
  now: Date;
  /** Letters and digits that no other run has. */
  unique: string;
  secret: string;
}

const PLACEHOLDER = /\{\{(unique|secret|now|hmac-sha256-base64)(?: ([^{}]*))?\}\}/g;
const SHIFT = /^([+-]\d+) /;

/**
 * Text of the kit with its placeholders filled: `{{unique}}`, `{{secret}}`, `{{now iso}}`, `{{now +3600 unix}}` (`iso`,
 * `unix` or `unix-ms`), and in expectations `{{hmac-sha256-base64 <words>}}`, with the secret as key.
 */
export function fillPlaceholders(text: string, facts: RunFacts): string {
  return text.replace(PLACEHOLDER, (_, name: string, rest = '') => {
    if (name === 'unique') return facts.unique;
    if (name === 'secret') return facts.secret;
    if (name === 'now') return timeOf(facts.now, rest as string);
    return createHmac('sha256', facts.secret)
      .update(rest as string)
      .digest('base64');
  });
}

function timeOf(now: Date, how: string): string {
  const shift = Number(SHIFT.exec(how)?.[1] ?? 0);
  const at = new Date(now.getTime() + shift * 1_000);
  const form = how.replace(SHIFT, '');
  if (form === 'unix') return String(Math.floor(at.getTime() / 1_000));
  return form === 'unix-ms' ? String(at.getTime()) : at.toISOString();
}
