import type { ReactNode } from 'react';
import { useWords, type Words } from '../i18n/language';
import type { Backlog, ResponseRate } from '../model/api-shapes';
import { ratePercent, SMALL_SAMPLE } from '../model/figures';
import type { Query } from '../use-query';
import { Panel } from './panel';

export function RatePanel({ query, aside }: { query: Query<ResponseRate>; aside: ReactNode }) {
  const { t } = useWords();
  const tools = (
    <div className="panel-tools">
      <HowComputed />
      {aside}
    </div>
  );
  return (
    <Panel title={t('rate.title')} className="rate-panel" query={query} aside={tools}>
      {query.data ? <RateFigures rate={query.data} /> : null}
    </Panel>
  );
}

export function HowComputed() {
  const { t } = useWords();
  return (
    <details className="how">
      <summary>{t('rate.how')}</summary>
      <p>{t('rate.explain')}</p>
    </details>
  );
}

function RateFigures({ rate }: { rate: ResponseRate }) {
  const { t, number } = useWords();
  const percent = ratePercent(rate.total);
  const n = rate.total.met + rate.total.missed;
  const isSmall = n > 0 && n < SMALL_SAMPLE;
  return (
    <>
      <div className="rate-row">
        <p className={isSmall ? 'rate-figure small-sample' : 'rate-figure'} data-testid="response-rate">
          {percent === null ? '—' : percent}
          {percent === null ? null : <span className="unit">%</span>}
        </p>
        <dl className="tally">
          <Tally className="ok" mark="✓" name={t('rate.met')} value={number(rate.total.met)} />
          <Tally className="bad" mark="✕" name={t('rate.missed')} value={number(rate.total.missed)} />
          <Tally className="idle" mark="◔" name={t('rate.running')} value={number(rate.total.running)} />
        </dl>
      </div>
      <p className="muted rate-note">
        {n === 0 ? t('rate.none') : t('rate.n', { n: number(n) })}
        {isSmall ? ` · ${t('rate.small')}` : ''}
      </p>
      <Beside rate={rate} />
    </>
  );
}

export function Tally({
  className,
  mark,
  name,
  value,
}: {
  className: string;
  mark: string;
  name: string;
  value: string;
}) {
  return (
    <div className={`tally-item ${className}`}>
      <dt>
        <span aria-hidden="true">{mark}</span> {name}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What no figure could count, with the age of the oldest, and why promises were withdrawn. */
export function Beside({ rate }: { rate: Pick<ResponseRate, 'beside' | 'excluded'> }) {
  const words = useWords();
  const { t } = words;
  const { refusedOpen, parked, inFlight } = rate.beside ?? {};
  const excluded = (rate.excluded ?? []).filter(({ count }) => count > 0);
  return (
    <div className="beside">
      <h3>{t('rate.beside')}</h3>
      <dl>
        <BacklogItem name={t('rate.refusedOpen')} backlog={refusedOpen} />
        <BacklogItem name={t('rate.parked')} backlog={parked} />
        <BacklogItem name={t('rate.inFlight')} backlog={inFlight} />
        <div>
          <dt>{t('rate.excluded')}</dt>
          <dd>
            {excluded.length === 0
              ? t('rate.excludedNone')
              : excluded.map((item) => reasonWords(item, words)).join(' · ')}
          </dd>
        </div>
      </dl>
    </div>
  );
}

function BacklogItem({ name, backlog }: { name: string; backlog: Backlog | null | undefined }) {
  const { t, span, number } = useWords();
  const oldest = backlog && backlog.count > 0 && backlog.oldestSeconds !== null ? backlog.oldestSeconds : null;
  return (
    <div className={backlog && backlog.count > 0 ? 'attention' : ''}>
      <dt>{name}</dt>
      <dd>
        {backlog ? number(backlog.count) : '—'}
        {oldest === null ? null : <span className="muted"> {t('rate.oldest', { age: span(oldest) })}</span>}
      </dd>
    </div>
  );
}

function reasonWords({ reason, count }: { reason: string; count: number }, { t, name, number }: Words): string {
  return t('reason.count', { reason: name('withdrawn', reason), count: number(count) });
}
