import { useRef, useState } from 'react';
import { ApiError, type CommandRequest } from './api';
import { useWords, type Words } from './i18n/language';
import { message } from './i18n/messages';
import type { CaseDetail } from './model/api-shapes';
import { useSignedIn } from './session';

interface Attempt {
  words: string;
  key: string;
}

// A field of time may have moved on by a minute when the same thing is sent again.
const TIMES = new Set(['repliedAt', 'visitedAt', 'noticeAt']);

export interface Command {
  run(command: CommandRequest['command'], body: Record<string, unknown>): Promise<boolean>;
  isBusy: boolean;
  outcome: { ok: boolean; words: string } | null;
}

/**
 * Sends commands on a case, one at a time. When no answer came, the same command sent again carries the same key and so
 * takes effect once; anything else gets a new key.
 */
export function useCommand(detail: Pick<CaseDetail, 'caseId' | 'version'>, onChanged: () => void): Command {
  const words = useWords();
  const { api } = useSignedIn();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Command['outcome']>(null);
  const unanswered = useRef<(Attempt & { version: number; body: Record<string, unknown> }) | null>(null);
  const run: Command['run'] = async (command, body) => {
    const said = JSON.stringify([command, body], (field, value: unknown) => (TIMES.has(field) ? undefined : value));
    const again = unanswered.current?.words === said ? unanswered.current : null;
    const attempt = again ?? { words: said, key: newKey(), version: detail.version, body };
    setBusy(true);
    setOutcome(null);
    try {
      const { caseId } = detail;
      await api.command({ caseId, command, version: attempt.version, idempotencyKey: attempt.key, body: attempt.body });
      unanswered.current = null;
      setOutcome({ ok: true, words: words.t('action.done') });
      return true;
    } catch (error) {
      unanswered.current = isUnanswered(error) ? attempt : null;
      setOutcome({ ok: false, words: failureWords(error, words) });
      return false;
    } finally {
      setBusy(false);
      onChanged();
    }
  };
  return { run, isBusy, outcome };
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502);
}

function failureWords(error: unknown, { language, t }: Words): string {
  if (!(error instanceof ApiError)) return t('action.failed', { detail: '' });
  if (isUnanswered(error)) return t('action.unreachable');
  if (error.status === 403) return t('action.forbidden');
  return message(language, `refusal.${error.reason}`) ?? t('action.failed', { detail: error.title });
}

// crypto.randomUUID exists only where the page came by TLS or from this machine.
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
