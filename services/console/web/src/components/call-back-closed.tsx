import { useWords } from '../i18n/language';
import { message } from '../i18n/messages';
import { personName } from '../model/api-shapes';
import type { CallBack, CallBackDetail } from '../model/call-backs';
import { useSignedIn } from '../session';
import { useQuery } from '../use-query';
import type { Sending } from '../use-sending';
import { CallBackFacts } from './call-back-facts';
import { Outcome } from './case-actions';

interface CallBackClosedProps {
  task: CallBack;
  tick: number;
  /** What was said from this very card, if anything. */
  sending: Pick<Sending, 'isBusy' | 'outcome'>;
  onDismiss(): void;
}

/** A task that was closed while somebody had it in hand: by whom, as what, and that nothing is left to do. */
export function CallBackClosed({ task, tick, sending, onDismiss }: CallBackClosedProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const { replyId } = task;
  const { data } = useQuery(`call-back ${replyId}`, tick, (signal) => api.callBacks.one(replyId, signal));
  const isOurs = sending.outcome?.ok === true;
  return (
    <>
      <CallBackFacts task={data ?? task} />
      {isOurs ? null : <Outcome command={sending} />}
      <div className={isOurs ? 'call-back-closed ours' : 'call-back-closed'}>
        <p role="status">{data ? <ClosedWords detail={data} isOurs={isOurs} /> : null}</p>
        <button type="button" className="button" onClick={onDismiss}>
          {t('callBack.dismiss')}
        </button>
      </div>
    </>
  );
}

function ClosedWords({ detail: { state, history }, isOurs }: { detail: CallBackDetail; isOurs: boolean }) {
  const { language } = useWords();
  const name = personName(history.at(-1)?.by) ?? '—';
  return <>{message(language, isOurs ? `callDone.${state}` : `callClosed.${state}`, { name })}</>;
}
