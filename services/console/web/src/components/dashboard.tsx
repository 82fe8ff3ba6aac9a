import { useState } from 'react';
import { useWords } from '../i18n/language';
import { useSignedIn } from '../session';
import type { Live } from '../use-live';
import { useQuery } from '../use-query';
import { CasesPanel } from './cases-panel';
import { ChannelsPanel } from './channels-panel';
import { ClocksPanel } from './clocks-panel';
import { RateAnnouncer } from './rate-announcer';
import { RatePanel } from './rate-panel';

const PERIODS = [24, 168, 720] as const;
type PeriodHours = (typeof PERIODS)[number];

/** The operations page: outcome first, then risk, then what is coming in. */
export function Dashboard({ live, caseId }: { live: Live; caseId: string | null }) {
  const { api } = useSignedIn();
  const [period, setPeriod] = useState<PeriodHours>(168);
  const rate = useQuery(`rate ${period}`, live.tick, (signal) => api.responseRate(period, signal));
  const missed = useQuery('missed', live.tick, (signal) => api.clocks('missed', 20, signal));
  const atRisk = useQuery('at-risk', live.tick, (signal) => api.clocks('at-risk', 20, signal));
  const running = useQuery('running', live.tick, (signal) => api.clocks('running', 20, signal));
  const cases = useQuery('cases', live.tick, (signal) => api.cases(50, signal));
  // Countdowns and ages follow the server's clock; this browser's may be wrong.
  const offsetMs = running.data ? Date.parse(running.data.now) - running.receivedAt : 0;
  return (
    <>
      <main id="main" className={caseId === null ? 'board' : 'board with-detail'} tabIndex={-1}>
        <RatePanel query={rate} aside={<PeriodSelect period={period} onPeriod={setPeriod} />} />
        <ChannelsPanel query={rate} />
        <ClocksPanel missed={missed} atRisk={atRisk} running={running} offsetMs={offsetMs} />
        <CasesPanel query={cases} selected={caseId} offsetMs={offsetMs} />
      </main>
      <RateAnnouncer rate={rate.data} />
    </>
  );
}

function PeriodSelect({ period, onPeriod }: { period: PeriodHours; onPeriod(period: PeriodHours): void }) {
  const { t } = useWords();
  return (
    <select
      className="select"
      aria-label={t('period.label')}
      value={period}
      onChange={(event) => onPeriod(Number(event.target.value) as PeriodHours)}
    >
      {PERIODS.map((hours) => (
        <option key={hours} value={hours}>
          {t(`period.${hours}`)}
        </option>
      ))}
    </select>
  );
}
