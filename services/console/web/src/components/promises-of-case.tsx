import { useState } from 'react';
import { useWords } from '../i18n/language';
import { clockFace } from '../model/figures';
import { factsOfEvent } from '../model/facts';
import { inOrder, noticeYear, stateAt, type PromiseEvent, type PromiseItem } from '../model/promises';
import { useSignedIn } from '../session';
import { useNow } from '../use-now';
import { useQuery } from '../use-query';
import { Facts, Hash } from './facts';

const DAY_MS = 86_400_000;
const MARKS: Record<string, { mark: string; className: string }> = {
  running: { mark: '◔', className: 'idle' },
  met: { mark: '✓', className: 'ok' },
  missed: { mark: '✕', className: 'bad' },
  withdrawn: { mark: '⊘', className: 'idle' },
};

/** Every promise of a case: which binds next, how much time is left, and each event of each. */
export function PromisesOfCase({ caseId, tick }: { caseId: string; tick: number }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const query = useQuery(`promises ${caseId}`, tick, (signal) => api.promisesOfCase(caseId, signal));
  // Countdowns follow the server's clock; this browser's may be wrong.
  const now = useNow(query.data ? Date.parse(query.data.now) - query.receivedAt : 0);
  const items = query.data ? inOrder(query.data.items) : null;
  return (
    <section className="detail-section" aria-label={t('promises.ofCase')}>
      <h3>{t('promises.ofCase')}</h3>
      {query.error ? <p className="panel-error">{t('state.failed')}</p> : null}
      {items === null && !query.error ? <p className="placeholder">{t('state.loading')}</p> : null}
      {items?.length === 0 ? <p className="empty">{t('promises.none')}</p> : null}
      <ul className="promises">
        {items?.map((item) => (
          <PromiseRow key={item.clockId} item={item} now={now} tick={tick} />
        ))}
      </ul>
    </section>
  );
}

interface PromiseRowProps {
  item: PromiseItem;
  now: number;
  tick: number;
}

function PromiseRow({ item, now, tick }: PromiseRowProps) {
  const { t, name } = useWords();
  const [isOpen, setOpen] = useState(false);
  const state = stateAt(item, now);
  const { mark, className } = MARKS[state] ?? MARKS.running!;
  return (
    <li className={`promise promise-${state}`}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="promise-line">
            <span className={`promise-name ${className}`}>
              <span aria-hidden="true">{mark}</span> <span>{name('promise', item.promise)}</span>
            </span>
            {item.instance ? (
              <span className="muted small">{t('promises.instance', { number: item.instance + 1 })}</span>
            ) : null}
            {item.bindsNext && state === 'running' ? (
              <span className="badge binds">{t('promises.bindsNext')}</span>
            ) : null}
            <span className="promise-state">
              <StateWords item={item} state={state} now={now} />
            </span>
          </span>
          <PromiseTerms item={item} />
        </summary>
        {isOpen ? <EventsOf clockId={item.clockId} tick={tick} /> : null}
      </details>
    </li>
  );
}

function StateWords({ item, state, now }: { item: PromiseItem; state: string; now: number }) {
  const { t, name } = useWords();
  if (state === 'running') {
    const left = Date.parse(item.dueAt) - now;
    // Beyond two days, hours alone say little.
    const days = Math.floor(left / DAY_MS);
    const time = clockFace(days < 2 ? left : left % DAY_MS);
    const isUrgent = (item.warnings ?? []).length > 0;
    return (
      <span className={isUrgent ? 'countdown warn' : 'countdown'}>
        {days < 2 ? t('clocks.leftTime', { time }) : t('clocks.leftDays', { days, time })}
      </span>
    );
  }
  return <span className={state === 'missed' ? 'bad-text' : ''}>{name('clockState', state)}</span>;
}

function PromiseTerms({ item }: { item: PromiseItem }) {
  const { t, name, date } = useWords();
  return (
    <span className="promise-terms muted small">
      <span>{t('promises.started', { time: date(item.startedAt) })}</span>
      <span>
        {t('promises.due', { time: date(item.dueAt) })}
        {item.provisional ? <span className="badge warn"> {t('promises.provisional')}</span> : null}
      </span>
      {item.fulfilledAt ? <span>{t('promises.metAt', { time: date(item.fulfilledAt) })}</span> : null}
      {item.confirmed ? <span>{t('promises.confirmed')}</span> : null}
      {item.withdrawnReason ? (
        <span>{t('promises.withdrawnFor', { reason: name('withdrawn', item.withdrawnReason) })}</span>
      ) : null}
      {item.policyVersion ? <span>{t('promises.policy', { version: item.policyVersion })}</span> : null}
      {item.provisional ? (
        <span className="promise-why">{t('promises.provisionalWhy', { year: noticeYear(item.dueAt) })}</span>
      ) : null}
    </span>
  );
}

function EventsOf({ clockId, tick }: { clockId: string; tick: number }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const { data, error } = useQuery(`promise ${clockId}`, tick, (signal) => api.promise(clockId, signal));
  if (error && !data) return <p className="panel-error">{t('state.failed')}</p>;
  if (!data) return <p className="placeholder">{t('state.loading')}</p>;
  return (
    <ol className="promise-events" aria-label={t('promises.events')}>
      {data.events.map((event) => (
        <EventLine key={event.sequence} event={event} />
      ))}
    </ol>
  );
}

function EventLine({ event }: { event: PromiseEvent }) {
  const { name, date } = useWords();
  return (
    <li>
      <p>
        <strong>{name('clockEvent', event.kind)}</strong>{' '}
        <time className="muted" dateTime={event.effectiveAt}>
          {date(event.effectiveAt)}
        </time>
        {event.hash ? <Hash hash={event.hash} /> : null}
      </p>
      <Facts facts={factsOfEvent(event)} />
    </li>
  );
}
