import { useWords } from '../i18n/language';
import { useSignedIn } from '../session';
import type { LiveState } from '../use-live';
import { PERIODS, type PeriodHours } from './dashboard';
import { LanguageSwitch } from './language-switch';

interface PageHeaderProps {
  live: LiveState;
  period: PeriodHours;
  onPeriod(period: PeriodHours): void;
}

export function PageHeader({ live, period, onPeriod }: PageHeaderProps) {
  const { t } = useWords();
  const { session, signOut } = useSignedIn();
  return (
    <header className="page-header">
      <div className="brand-line">
        <h1 className="brand">{t('app.name')}</h1>
        <span className="muted">{t('app.subtitle')}</span>
      </div>
      <div className="header-tools">
        <span className={`live live-${live}`} role="status">
          <span className="dot" aria-hidden="true" />
          {t(`live.${live}`)}
        </span>
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
        <LanguageSwitch />
        <span className="muted">{session.user.displayName ?? session.user.name}</span>
        <button className="button" onClick={signOut}>
          {t('signOut')}
        </button>
      </div>
    </header>
  );
}
