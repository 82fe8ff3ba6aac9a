import { useState } from 'react';
import { useWords } from '../i18n/language';
import { FIRST_CHOICE, periodQuery, type PeriodQuery } from '../model/period-choice';
import type { Grouping } from '../model/promise-figures';
import { useSignedIn } from '../session';
import type { Live } from '../use-live';
import { useQuery } from '../use-query';
import { BacklogPanel, RiskPanel } from './backlog-panels';
import { ByPanel } from './by-panel';
import { FigurePanel } from './figure-panel';
import { FigureTools } from './figure-tools';
import { MovedPanel, WarningsPanel } from './promise-lists';
import { PromiseRatesPanel } from './promise-rates-panel';
import { ReplyTimesPanel } from './reply-times-panel';
import { ReportsPanel } from './reports-panel';
import { SealPanel } from './seal-panel';

/** The page of promises: how they were kept, by what one wants to know, live or as known at a past time, with the proof. */
export function PromisesPage({ live, caseId }: { live: Live; caseId: string | null }) {
  const { t } = useWords();
  const [choice, setChoice] = useState(FIRST_CHOICE);
  const period = periodQuery(choice, Date.now());
  return (
    <main id="main" className={caseId === null ? 'figures' : 'figures with-detail'} tabIndex={-1}>
      <h2 className="visually-hidden">{t('figures.title')}</h2>
      <FigureTools choice={choice} onChoice={setChoice} isValid={period !== null} />
      {period === null ? null : <Figures period={period} tick={live.tick} />}
    </main>
  );
}

function Figures({ period, tick }: { period: PeriodQuery; tick: number }) {
  const { api } = useSignedIn();
  const [by, setBy] = useState<Grouping>('channel');
  const asked = JSON.stringify(period);
  const rate = useQuery(`rate ${by} ${asked}`, tick, (signal) => api.rate(period, by, signal));
  const rates = useQuery(`rates ${asked}`, tick, (signal) => api.promiseRates(period, signal));
  const times = useQuery(`times ${asked}`, tick, (signal) => api.replyTimes(period, signal));
  const backlog = useQuery('backlog', tick, (signal) => api.backlog(signal));
  return (
    <div className="figure-grid">
      <div className="figure-column">
        <FigurePanel query={rate} period={period} />
        <PromiseRatesPanel query={rates} />
        <SealPanel checkpoint={rate.data?.checkpoint ?? null} query={rate} period={period} />
        <ReportsPanel rate={rate.data} period={period} tick={tick} />
      </div>
      <div className="figure-column">
        <ByPanel query={rate} by={by} onBy={setBy} period={period} tick={tick} />
        <ReplyTimesPanel query={times} isPast={period.asOf !== undefined} />
        <div className="figure-pair">
          <BacklogPanel query={backlog} />
          <RiskPanel query={backlog} zone={period.zone} />
        </div>
        <WarningsPanel tick={tick} zone={period.zone} />
        <MovedPanel tick={tick} zone={period.zone} />
      </div>
    </div>
  );
}
