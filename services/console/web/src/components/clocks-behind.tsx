import { useWords } from '../i18n/language';
import { clocksBehind, type Grouping, type GroupRow, type RateAnswer } from '../model/promise-figures';
import { useSignedIn } from '../session';
import { caseAddress } from '../use-address';
import { useQuery } from '../use-query';

interface ClocksBehindProps {
  rate: RateAnswer;
  by: Grouping;
  row: GroupRow;
  zone: string;
  tick: number;
}

/** The promises that a row counts as missed or running, missed ones first, each with its case. */
export function ClocksBehind({ rate, by, row, zone, tick }: ClocksBehindProps) {
  const { t, name, number, dateIn } = useWords();
  const { api } = useSignedIn();
  const missed = useQuery('unanswered missed', tick, (signal) => api.unanswered('missed', signal));
  const running = useQuery('unanswered running', tick, (signal) => api.unanswered('running', signal));
  if (!missed.data || !running.data)
    return <p className="placeholder">{t(missed.error || running.error ? 'state.failed' : 'state.loading')}</p>;
  const listed = [...missed.data.items, ...running.data.items];
  const clocks = clocksBehind(listed, { by, key: row.key, from: rate.from, to: rate.to });
  const isCut = missed.data.next !== null || running.data.next !== null;
  return (
    <section className="behind" aria-label={t('figures.behind', { name: row.name })}>
      <h3>
        {t('figures.behind', { name: row.name })}
        {isCut ? (
          <span className="muted small"> · {t('figures.behindMore', { count: number(listed.length) })}</span>
        ) : null}
      </h3>
      {clocks.length === 0 ? <p className="empty">{t('figures.behindNone')}</p> : null}
      <ul className="behind-list">
        {clocks.map((clock) => (
          <li key={clock.clockId}>
            <span className={clock.state === 'missed' ? 'bad-text' : ''}>{name('clockState', clock.state)}</span>
            <span>{name('promise', clock.promise)}</span>
            <time className="muted" dateTime={clock.dueAt}>
              {t('promises.due', { time: dateIn(zone, clock.dueAt) })}
            </time>
            <a href={caseAddress(clock.caseId)}>{t('clocks.open')}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
