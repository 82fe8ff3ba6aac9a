import { useWords } from '../i18n/language';
import type { Refusal } from '../model/channel-shapes';

const LOOKS = { open: 'warn', replayed: 'ok', dismissed: '', superseded: 'ok' } as const;

/** Where a refusal stands, in words. */
export function RefusalStateBadge({ refusal }: { refusal: Refusal }) {
  const { t, time } = useWords();
  const { state, replayingSince, truncated } = refusal;
  return (
    <>
      <span className={`badge ${LOOKS[state]}`}>{t(`refusalState.${state}`)}</span>
      {replayingSince === null ? null : (
        <p className="case-sub muted">{t('refused.replaying', { time: time(replayingSince) })}</p>
      )}
      {truncated ? <p className="case-sub muted">{t('refused.truncated')}</p> : null}
    </>
  );
}
