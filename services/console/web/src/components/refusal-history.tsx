import { useWords } from '../i18n/language';
import type { Fault, RefusalDetail } from '../model/channel-shapes';
import { FaultList } from './fault-list';

/** Who did what with a refusal, and what came of it. */
export function RefusalHistory({ history }: Pick<RefusalDetail, 'history'>) {
  const { t, name, date } = useWords();
  return (
    <section className="detail-section" aria-label={t('detail.timeline')}>
      <h3>{t('detail.timeline')}</h3>
      {history.length === 0 ? <p className="empty">{t('detail.timelineEmpty')}</p> : null}
      <ol className="timeline">
        {history.map(({ at, kind, by, data }, index) => (
          <li key={`${at} ${index}`}>
            <p>
              <span className="strong">{name('refusalEntry', kind)}</span>{' '}
              <span className="muted">
                {date(at)} · {by?.name ?? t('timeline.system')}
              </span>
            </p>
            {typeof data.reason === 'string' ? <p className="timeline-text">{data.reason}</p> : null}
            {Array.isArray(data.reasons) ? <FaultList faults={data.reasons as Fault[]} /> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
