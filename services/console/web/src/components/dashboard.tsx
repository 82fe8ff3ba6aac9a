import { useState } from 'react';
import { useWords } from '../i18n/language';
import { useSignedIn } from '../session';
import { useCaseInAddress } from '../use-case-in-address';
import { useLive } from '../use-live';
import { useQuery } from '../use-query';
import { CaseDetailPanel } from './case-detail-panel';
import { CasesPanel } from './cases-panel';
import { ChannelsPanel } from './channels-panel';
import { ClocksPanel } from './clocks-panel';
import { PageHeader } from './page-header';
import { RateAnnouncer } from './rate-announcer';
import { RatePanel } from './rate-panel';

export const PERIODS = [24, 168, 720] as const;
export type PeriodHours = (typeof PERIODS)[number];

/** The operations page: outcome first, then risk, then what is coming in. */
export function Dashboard() {
  const { api } = useSignedIn();
  const { t } = useWords();
  const live = useLive(api);
  const [period, setPeriod] = useState<PeriodHours>(168);
  const rate = useQuery(`rate ${period}`, live.tick, (signal) => api.responseRate(period, signal));
  const missed = useQuery('missed', live.tick, (signal) => api.clocks('missed', 20, signal));
  const atRisk = useQuery('at-risk', live.tick, (signal) => api.clocks('at-risk', 20, signal));
  const running = useQuery('running', live.tick, (signal) => api.clocks('running', 20, signal));
  const cases = useQuery('cases', live.tick, (signal) => api.cases(50, signal));
  const caseId = useCaseInAddress();
  // Countdowns and ages follow the server's clock; this browser's may be wrong.
  const offsetMs = running.data ? Date.parse(running.data.now) - running.receivedAt : 0;
  return (
    <>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <PageHeader live={live.state} period={period} onPeriod={setPeriod} />
      <main id="main" className={caseId === null ? 'board' : 'board with-detail'} tabIndex={-1}>
        <RatePanel query={rate} />
        <ChannelsPanel query={rate} />
        <ClocksPanel missed={missed} atRisk={atRisk} running={running} offsetMs={offsetMs} />
        <CasesPanel query={cases} selected={caseId} offsetMs={offsetMs} />
        {caseId === null ? null : (
          <CaseDetailPanel key={caseId} caseId={caseId} tick={live.tick} onChanged={live.refresh} />
        )}
      </main>
      <RateAnnouncer rate={rate.data} />
    </>
  );
}
