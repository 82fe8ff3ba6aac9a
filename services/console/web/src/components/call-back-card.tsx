import { useId, useState } from 'react';
import { useWords } from '../i18n/language';
import { CALL_OUTCOMES, callDue, holderOf, type CallBack, type CallDue, type CallOutcome } from '../model/call-backs';
import { clockFace } from '../model/figures';
import { mayCommand, useSignedIn } from '../session';
import { useNow } from '../use-now';
import { useSending, type Sending } from '../use-sending';
import { CallBackClaim } from './call-back-claim';
import { CallBackClosed } from './call-back-closed';
import { CallBackFacts } from './call-back-facts';
import { CALL_FORMS } from './call-back-forms';
import { CallBackHistory } from './call-back-history';
import { Outcome } from './case-actions';

interface CallBackCardProps {
  task: CallBack;
  /** No longer among the open ones: said here, or by somebody else meanwhile. */
  isGone: boolean;
  tick: number;
  /** The card is to stay, whatever becomes of its task, or may go. */
  onHold(isHeld: boolean): void;
  onSaid(): void;
}

export function CallBackCard({ task, isGone, tick, onHold, onSaid }: CallBackCardProps) {
  const { t } = useWords();
  const { session } = useSignedIn();
  const title = useId();
  const sending = useSending({ forbidden: 'callBack.forbidden', onDone: onSaid });
  return (
    <li className="call-back">
      <article aria-labelledby={title}>
        <div className="call-back-head">
          <h3 id={title}>
            {task.customer.name ? t('callBack.customer', { name: task.customer.name }) : t('callBack.someone')}
          </h3>
          {isGone ? null : <DueWords dueAt={task.dueAt} />}
        </div>
        {isGone ? (
          <CallBackClosed task={task} tick={tick} sending={sending} onDismiss={() => onHold(false)} />
        ) : (
          <>
            <CallBackFacts task={task} />
            <CallBackClaim task={task} sending={sending} />
            {mayCommand(session) ? <Say task={task} sending={sending} onHold={onHold} /> : null}
            <Outcome command={sending} />
          </>
        )}
        <CallBackHistory task={task} tick={tick} />
      </article>
    </li>
  );
}

const DUE: Record<CallDue, { mark: string; className: string }> = {
  overdue: { mark: '✕', className: 'bad' },
  soon: { mark: '▲', className: 'warn' },
  later: { mark: '◔', className: '' },
};

function DueWords({ dueAt }: { dueAt: string }) {
  const { t, time } = useWords();
  const now = useNow(0);
  const due = callDue(dueAt, now);
  const { mark, className } = DUE[due];
  const left = { time: clockFace(Date.parse(dueAt) - now) };
  return (
    <p className="call-back-due">
      <span className={`badge ${className}`}>
        <span aria-hidden="true">{mark}</span> {t(`callDue.${due}`)}
      </span>
      <span className="tabular">{due === 'overdue' ? t('clocks.overdueBy', left) : t('clocks.leftTime', left)}</span>
      <time className="muted small" dateTime={dueAt}>
        {t('callBack.dueAt', { time: time(dueAt) })}
      </time>
    </p>
  );
}

interface SayProps {
  task: CallBack;
  sending: Sending;
  onHold(isHeld: boolean): void;
}

// Nothing is open at first, so that the list can be read; a second press closes the form again. Of what another has in hand
// nothing can be said, but words that were begun before do not vanish under the hand.
function Say({ task, sending, onHold }: SayProps) {
  const { t } = useWords();
  const { api, session } = useSignedIn();
  const id = useId();
  const [chosen, setChosen] = useState<CallOutcome | null>(null);
  const choose = (next: CallOutcome | null) => {
    setChosen(next);
    onHold(next !== null);
  };
  const Form = chosen === null ? null : CALL_FORMS[chosen];
  const say = async (outcome: CallOutcome, typed: Record<string, string>, body: Record<string, string>) => {
    const said = JSON.stringify([outcome, typed]);
    const { replyId } = task;
    const answer = await sending.send(said, (idempotencyKey) =>
      api.callBacks.say({ replyId, outcome, body, idempotencyKey }),
    );
    // One that stays open may go with the list again; one that is closed stays until its outcome was read.
    if (answer !== null && outcome === 'not-reached') choose(null);
  };
  if (chosen === null && holderOf(task, session.user.userId) === 'other') return null;
  return (
    <>
      <div className="chooser" role="group" aria-label={t('callBack.say')}>
        {CALL_OUTCOMES.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={one === chosen}
            aria-controls={id}
            onClick={() => choose(one === chosen ? null : one)}
          >
            {t(`callOutcome.${one}`)}
          </button>
        ))}
      </div>
      <div id={id}>{Form === null ? null : <Form task={task} say={say} isBusy={sending.isBusy} />}</div>
    </>
  );
}
