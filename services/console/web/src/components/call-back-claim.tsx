import { useWords } from '../i18n/language';
import { personName } from '../model/api-shapes';
import { holderOf, type CallBack } from '../model/call-backs';
import { mayCommand, useSignedIn } from '../session';
import type { Sending } from '../use-sending';

interface CallBackClaimProps {
  task: CallBack;
  sending: Sending;
}

/** Who has a call-back in hand, and the button to take it or to give it back. What another has can only be waited for. */
export function CallBackClaim({ task, sending }: CallBackClaimProps) {
  const { t } = useWords();
  const { api, session } = useSignedIn();
  const holder = holderOf(task, session.user.userId);
  if (holder === 'other' || !mayCommand(session)) return <ClaimWords task={task} />;
  const what = holder === 'self' ? 'release' : 'claim';
  const hand = () => void sending.send(what, () => api.callBacks.hand(task.replyId, what));
  return (
    <div className="call-back-claim">
      <ClaimWords task={task} />
      <button type="button" className="button" disabled={sending.isBusy} onClick={hand}>
        {t(holder === 'self' ? 'callBack.release' : 'callBack.claim')}
      </button>
    </div>
  );
}

function ClaimWords({ task }: { task: CallBack }) {
  const { t, time } = useWords();
  const { session } = useSignedIn();
  const { claim } = task;
  if (!claim) return null;
  const values = { name: personName(claim.by) ?? '—', since: time(claim.at), until: time(claim.until) };
  return holderOf(task, session.user.userId) === 'self' ? (
    <p>{t('callBack.claimedSelf', values)}</p>
  ) : (
    <p className="call-back-held">
      <span aria-hidden="true">☎</span> {t('callBack.claimedOther', values)}
    </p>
  );
}
