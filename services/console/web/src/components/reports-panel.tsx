import { useEffect, useState } from 'react';
import { ApiError } from '../api';
import { useWords } from '../i18n/language';
import type { PeriodQuery } from '../model/period-choice';
import type { RateAnswer, ReportItem } from '../model/promise-figures';
import { useSignedIn } from '../session';
import { useQuery } from '../use-query';
import { Panel } from './panel';
import { saveFile } from './save-file';

const FORMATS = ['xlsx', 'pdf'] as const;
const WAITING_MS = 2_000;

interface ReportsPanelProps {
  rate: RateAnswer | null;
  period: PeriodQuery;
  tick: number;
}

/** Reports of the period that is shown, as files in the language that is shown, and those made before. */
export function ReportsPanel({ rate, period, tick }: ReportsPanelProps) {
  const { t, language } = useWords();
  const { api, session } = useSignedIn();
  const [own, setOwn] = useState(0);
  const [fault, setFault] = useState('');
  const query = useQuery('reports', tick + own, (signal) => api.reports(signal));
  const items = query.data?.items ?? [];
  const isWaiting = items.some(({ state }) => state === 'waiting');
  // A report is no change of a promise, so that the stream does not tell when one is made.
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setOwn((before) => before + 1), WAITING_MS);
    return () => clearInterval(timer);
  }, [isWaiting]);
  const attempt = async (work: () => Promise<unknown>) => {
    setFault('');
    await work().catch((error: unknown) => setFault(error instanceof ApiError ? error.title : ''));
    setOwn((before) => before + 1);
  };
  const ask = (format: string) => {
    const { zone, asOf } = period;
    const { from, to } = rate!;
    return attempt(() => api.askReport({ from, to, zone, ...(asOf ? { asOf } : {}), format, language }));
  };
  return (
    <Panel title={t('reports.title')} className="list-panel" query={query}>
      {session.user.scopes.includes('command') ? (
        <div className="button-row reports-tools">
          {FORMATS.map((format) => (
            <button key={format} type="button" className="button" disabled={!rate} onClick={() => void ask(format)}>
              {t(`reports.${format}`)}
            </button>
          ))}
          <p className="bad-text small" role="status">
            {fault === '' ? '' : t('reports.failed', { detail: fault })}
          </p>
        </div>
      ) : null}
      {items.length === 0 ? <p className="empty">{t('reports.none')}</p> : null}
      <ReportTable
        items={items}
        zone={period.zone}
        onDownload={(id) => void attempt(async () => saveFile(await api.report(id)))}
      />
    </Panel>
  );
}

interface ReportTableProps {
  items: ReportItem[];
  zone: string;
  onDownload(reportId: string): void;
}

function ReportTable({ items, zone, onDownload }: ReportTableProps) {
  const { t, name, dateIn } = useWords();
  if (items.length === 0) return null;
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={t('reports.title')}>
      <table aria-label={t('reports.title')}>
        <thead>
          <tr>
            <th scope="col">{t('figures.period')}</th>
            <th scope="col">{t('reports.format')}</th>
            <th scope="col">{t('reports.askedAt')}</th>
            <th scope="col" className="num">
              {t('reports.file')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.reportId}>
              <td>
                {dateIn(zone, item.from)} – {dateIn(zone, item.to)}
              </td>
              <td>{item.format === 'xlsx' ? 'Excel' : 'PDF'}</td>
              <td>{dateIn(zone, item.askedAt)}</td>
              <td className="num">
                {item.state === 'made' ? (
                  <button type="button" className="linklike" onClick={() => onDownload(item.reportId)}>
                    {t('reports.download')}
                  </button>
                ) : (
                  <span title={item.fault ?? undefined}>{name('reportState', item.state)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
