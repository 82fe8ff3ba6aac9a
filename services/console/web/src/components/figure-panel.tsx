import { useWords } from '../i18n/language';
import { SMALL_SAMPLE } from '../model/figures';
import type { PeriodQuery } from '../model/period-choice';
import { rateWords, type RateAnswer } from '../model/promise-figures';
import type { Query } from '../use-query';
import { Panel } from './panel';
import { Beside, HowComputed, Tally } from './rate-panel';

/** The published figure with everything that must stand beside it. */
export function FigurePanel({ query, period }: { query: Query<RateAnswer>; period: PeriodQuery }) {
  const { t } = useWords();
  return (
    <Panel title={t('rate.title')} className="figure-panel" query={query} aside={<HowComputed />}>
      {query.data ? <Figure rate={query.data} period={period} /> : null}
    </Panel>
  );
}

function Figure({ rate, period }: { rate: RateAnswer; period: PeriodQuery }) {
  const { t, number, dateIn } = useWords();
  const { total } = rate;
  const n = total.met + total.missed;
  const { zone } = period;
  const span = t('figures.span', { from: dateIn(zone, rate.from), to: dateIn(zone, rate.to), zone });
  return (
    <>
      <div className="rate-row">
        <p
          className={n < SMALL_SAMPLE ? 'rate-figure exact small-sample' : 'rate-figure exact'}
          data-testid="exact-rate"
        >
          {rateWords(total)}
        </p>
        <dl className="tally">
          <Tally className="ok" mark="✓" name={t('rate.met')} value={number(total.met)} />
          <Tally className="bad" mark="✕" name={t('rate.missed')} value={number(total.missed)} />
          <Tally className="idle" mark="◔" name={t('rate.running')} value={number(total.running)} />
          <Tally className="idle" mark="⊘" name={t('figures.withdrawn')} value={number(total.withdrawn)} />
          <Tally className="idle" mark="✎" name={t('figures.confirmed')} value={number(total.confirmed)} />
        </dl>
      </div>
      <p className="muted small">
        {n === 0 ? t('rate.none') : t('figures.n', { n: number(n) })}
        {n > 0 && n < SMALL_SAMPLE ? ` · ${t('rate.small')}` : ''} · {span} ·{' '}
        {period.asOf ? t('figures.asKnown', { time: dateIn(zone, rate.asOf) }) : t('figures.live')} ·{' '}
        {t('figures.policy', { version: rate.policyVersion })}
      </p>
      <LeftOut rate={rate} />
      <Beside rate={rate} />
    </>
  );
}

/** What the rate does not count, named at a glance, and why when opened. */
function LeftOut({ rate }: { rate: RateAnswer }) {
  const { t, name, language } = useWords();
  const names = rate.excludes.map(({ what }) => name('leftOut', what)).join(' · ');
  return (
    <details className="left-out small">
      <summary>{t('figures.leavesOut', { what: names })}</summary>
      <dl>
        {rate.excludes.map(({ what, why }) => (
          <div key={what}>
            <dt>{name('leftOut', what)}</dt>
            <dd>{why[language] ?? why.en}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
