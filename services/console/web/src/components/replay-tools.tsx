import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { ReplayAnswer } from '../model/channel-shapes';
import { replayRange, type RefusalFilter } from '../model/refusal-filter';
import { useSignedIn } from '../session';
import { useSending, type Sending } from '../use-sending';

interface ReplayToolsProps {
  /** Those that were chosen. */
  ids: string[];
  filter: RefusalFilter;
  onDone(): void;
}

/** Has the chosen ones, or all open ones of what is looked at, read again; the second only after a question. */
export function ReplayTools({ ids, filter, onDone }: ReplayToolsProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const [answer, setAnswer] = useState<ReplayAnswer | null>(null);
  const [isAsking, setAsking] = useState(false);
  const sending = useSending({ forbidden: 'refused.forbidden', onDone });
  const range = replayRange(filter);
  const replay = async (which: { ids: string[] } | Record<string, string>) => {
    setAsking(false);
    setAnswer(await sending.send(JSON.stringify(which), () => api.replay(which)));
  };
  return (
    <div className="replay-tools">
      <div className="button-row">
        <button
          type="button"
          className="button primary"
          disabled={ids.length === 0 || sending.isBusy}
          onClick={() => void replay({ ids })}
        >
          {t('replay.chosen', { count: ids.length })}
        </button>
        <button
          type="button"
          className="button"
          aria-expanded={isAsking}
          disabled={range === null || sending.isBusy}
          onClick={() => setAsking(!isAsking)}
        >
          {t('replay.range')}
        </button>
        {range === null ? <span className="muted small">{t('replay.rangeNeeded')}</span> : null}
      </div>
      {isAsking && range !== null ? (
        <Confirmation onYes={() => void replay(range)} onNo={() => setAsking(false)} />
      ) : null}
      <ReplayOutcome sending={sending} answer={answer} />
    </div>
  );
}

function Confirmation({ onYes, onNo }: { onYes(): void; onNo(): void }) {
  const { t } = useWords();
  return (
    <div className="second">
      <p>{t('replay.confirm')}</p>
      <div className="button-row">
        <button type="button" className="button primary" onClick={onYes}>
          {t('replay.confirmed')}
        </button>
        <button type="button" className="button" onClick={onNo}>
          {t('replay.cancel')}
        </button>
      </div>
    </div>
  );
}

/** What became of what was sent last; of a replay how many will be read. */
export function ReplayOutcome({ sending, answer }: { sending: Sending; answer: ReplayAnswer | null }) {
  const { t } = useWords();
  const { isBusy, outcome } = sending;
  return (
    <p className={outcome?.ok === false ? 'outcome bad-text' : 'outcome'} role="status">
      {isBusy ? t('action.busy') : null}
      {outcome && answer ? <Requested answer={answer} /> : outcome?.words}
    </p>
  );
}

/** How many will be read again, and why the others not. */
function Requested({ answer: { requested, skipped } }: { answer: ReplayAnswer }) {
  const { t, name } = useWords();
  const reasons = [...new Set(skipped.map(({ why }) => why))];
  const counted = reasons.map((why) => `${name('skipped', why)} ${skipped.filter((one) => one.why === why).length}`);
  return (
    <>
      {t('replay.requested', { count: requested })}
      {counted.length > 0 ? ` ${t('replay.skipped', { what: counted.join(' · ') })}` : ''}
    </>
  );
}
