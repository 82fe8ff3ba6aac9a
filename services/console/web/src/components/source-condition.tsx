import { useWords } from '../i18n/language';
import { rhythmOf, type Condition } from '../model/channel-rows';
import type { SourceHealth } from '../model/channel-shapes';
import { useNow } from '../use-now';

const LOOKS: Record<Condition, { mark: string; className: string }> = {
  failing: { mark: '✕', className: 'bad' },
  quiet: { mark: '▲', className: 'warn' },
  unknown: { mark: '?', className: 'warn' },
  learning: { mark: '…', className: '' },
  ok: { mark: '✓', className: 'ok' },
  paused: { mark: '‖', className: '' },
};

/** How a source is, in words; the mark and the colour only say it again. */
export function ConditionBadge({ condition }: { condition: Condition }) {
  const { name } = useWords();
  const { mark, className } = LOOKS[condition];
  return (
    <span className={`badge ${className}`}>
      <span aria-hidden="true">{mark} </span>
      {name('condition', condition)}
    </span>
  );
}

/** Why its vendor could not be asked, or asks to wait, and when it is asked again. */
export function PollTrouble({ health, condition }: { health: SourceHealth | null; condition: Condition }) {
  const { t, name, time } = useWords();
  const poll = health?.poll;
  if (!poll || poll.state === 'ok' || condition === 'paused') return null;
  return (
    <p className="small">
      {name('poll', poll.state)}
      {poll.why ? (
        <>
          {t('source.colon')}
          <q lang="en" className="said">
            {poll.why}
          </q>
        </>
      ) : null}{' '}
      <span className="muted">{t('source.nextAt', { time: time(poll.nextAt) })}</span>
    </p>
  );
}

export function LastHeard({ health }: { health: SourceHealth | null }) {
  const { t, time, span, number } = useWords();
  const now = useNow(0);
  if (health === null) return <>—</>;
  const { lastAt, last24Hours } = health;
  if (lastAt === null) return <>{t('source.never')}</>;
  const { pushed, polled } = last24Hours;
  const came = [
    pushed > 0 || polled === 0 ? t('source.pushed24', { count: number(pushed) }) : '',
    polled > 0 ? t('source.polled24', { count: number(polled) }) : '',
  ];
  return (
    <>
      {time(lastAt)}{' '}
      <span className="muted">{t('cases.ago', { age: span(Math.max(0, (now - Date.parse(lastAt)) / 1_000)) })}</span>
      <p className="case-sub muted">{came.filter((words) => words !== '').join(' · ')}</p>
    </>
  );
}

/** What its own past lets expect, and what came. */
export function RhythmWords({ health, condition }: { health: SourceHealth | null; condition: Condition }) {
  const { t, number, time } = useWords();
  const rhythm = rhythmOf(health);
  if (condition === 'paused') return <>{t('source.nothingTaken')}</>;
  if (health === null) return <>—</>;
  if (rhythm === null) return <span className="muted">{t('source.learning')}</span>;
  if (rhythm.is === 'usual') return <>{t('source.usual', { expected: number(rhythm.expected) })}</>;
  const { since, expected, observed } = rhythm;
  const values = { since: time(since), expected: number(expected), observed: number(observed) };
  return <span className="warn-text">{t('source.quietSince', values)}</span>;
}
