import { useRef, useState } from 'react';
import { ApiError } from './api';
import { useWords, type Words } from './i18n/language';
import { message, type MessageKey } from './i18n/messages';

interface Attempt<T> {
  said: string;
  key: string;
  work(key: string): Promise<T>;
}

export interface Sending {
  /**
   * `said` names what is asked for: as long as no answer came, the same said again carries the same key, and the first
   * attempt's own words, and so takes effect once. Resolves with the answer, or null when there was none or a refusal.
   */
  send<T>(said: string, work: (key: string) => Promise<T>): Promise<T | null>;
  isBusy: boolean;
  outcome: { ok: boolean; words: string } | null;
}

/** What of a page's own is said where a service refuses for lack of rights. */
interface SendingOptions {
  forbidden: MessageKey;
  onDone(): void;
}

/** Sends one thing at a time and keeps what became of the last, in words. */
export function useSending({ forbidden, onDone }: SendingOptions): Sending {
  const words = useWords();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Sending['outcome']>(null);
  const unanswered = useRef<Attempt<unknown> | null>(null);
  const send = async <T>(said: string, work: (key: string) => Promise<T>): Promise<T | null> => {
    const again = unanswered.current?.said === said ? (unanswered.current as Attempt<T>) : null;
    const attempt = again ?? { said, key: newKey(), work };
    setBusy(true);
    setOutcome(null);
    try {
      const answer = await attempt.work(attempt.key);
      unanswered.current = null;
      setOutcome({ ok: true, words: words.t('action.done') });
      return answer;
    } catch (error) {
      unanswered.current = isUnanswered(error) ? attempt : null;
      setOutcome({ ok: false, words: failureWords(error, words, forbidden) });
      return null;
    } finally {
      setBusy(false);
      onDone();
    }
  };
  return { send, isBusy, outcome };
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502);
}

function failureWords(error: unknown, { language, t }: Words, forbidden: MessageKey): string {
  if (!(error instanceof ApiError)) return t('action.failed', { detail: '' });
  if (isUnanswered(error)) return t('action.unreachable');
  if (error.status === 403) return t(forbidden);
  return message(language, `refusal.${error.reason}`) ?? t('action.failed', { detail: error.title });
}

// crypto.randomUUID exists only where the page came by TLS or from this machine.
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
