import { useWords } from '../i18n/language';
import { message } from '../i18n/messages';
import { personName } from '../model/api-shapes';
import type { CallBack } from '../model/call-backs';
import { useSignedIn } from '../session';
import { useQuery } from '../use-query';

interface CallBackClosedProps {
  task: CallBack;
  tick: number;
  /** It was closed from this very card, whose outcome says so. */
  isOurs: boolean;
  onDismiss(): void;
}

/** A task that was closed while somebody had it in hand: who was faster, and what is left to do. */
export function CallBackClosed({ task, tick, isOurs, onDismiss }: CallBackClosedProps) {
  const { language, t } = useWords();
  const { api } = useSignedIn();
  const { replyId } = task;
  const { data } = useQuery(`call-back ${replyId}`, tick, (signal) => api.callBacks.one(replyId, signal));
  const closing = data?.history.at(-1);
  const name = personName(closing?.by) ?? '—';
  const words = message(language, `callClosed.${closing?.kind ?? ''}`, { name });
  return (
    <div className="call-back-closed">
      {isOurs ? null : <p role="status">{words ?? ''}</p>}
      <button type="button" className="button" onClick={onDismiss}>
        {t('callBack.dismiss')}
      </button>
    </div>
  );
}
