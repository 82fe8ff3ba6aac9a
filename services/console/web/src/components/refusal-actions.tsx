import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { RefusalDetail, ReplayAnswer } from '../model/channel-shapes';
import { mayReplay } from '../model/refusal-filter';
import { useSignedIn } from '../session';
import { useSending } from '../use-sending';
import { CommandForm } from './command-forms';
import { ReplayOutcome } from './replay-tools';

/** Has one refusal read again, or says why nothing is to be read of it. */
export function RefusalActions({ refusal, onChanged }: { refusal: RefusalDetail; onChanged(): void }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const [reason, setReason] = useState('');
  const [answer, setAnswer] = useState<ReplayAnswer | null>(null);
  const sending = useSending({ forbidden: 'refused.forbidden', onDone: onChanged });
  const { refusedId, state } = refusal;
  const replay = async () =>
    setAnswer(await sending.send(`replay ${refusedId}`, () => api.replay({ ids: [refusedId] })));
  const dismiss = () => {
    setAnswer(null);
    return sending.send(`dismiss ${reason}`, () => api.dismiss(refusedId, reason));
  };
  return (
    <section className="detail-section" aria-label={t('action.title')}>
      <h3>{t('action.title')}</h3>
      {mayReplay(refusal) ? (
        <CommandForm
          onSubmit={replay}
          submit={t('replay.one')}
          isBusy={sending.isBusy}
          hint={t('replay.hint')}
          primary
        />
      ) : null}
      {state === 'open' ? (
        <details className="second">
          <summary>{t('dismiss.title')}</summary>
          <CommandForm onSubmit={dismiss} submit={t('dismiss.submit')} isBusy={sending.isBusy} hint={t('dismiss.hint')}>
            <label className="field">
              <span>{t('action.reason')}</span>
              <input required maxLength={1_000} value={reason} onChange={(e) => setReason(e.target.value)} />
            </label>
          </CommandForm>
        </details>
      ) : (
        <p className="muted">{t('refused.closed')}</p>
      )}
      <ReplayOutcome sending={sending} answer={answer} />
    </section>
  );
}
