import { useWords } from '../i18n/language';
import { barWidth, type BacklogAnswer } from '../model/promise-figures';
import type { Query } from '../use-query';
import { Panel } from './panel';

/** Running promises by how long they have been running. */
export function BacklogPanel({ query }: { query: Query<BacklogAnswer> }) {
  const { t, name, number } = useWords();
  const ages = Object.entries(query.data?.ages ?? {}).map(([band, count]) => ({ key: band, count }));
  const total = query.data ? t('figures.backlogTotal', { count: number(query.data.running) }) : '';
  return (
    <Panel
      title={t('figures.backlogTitle')}
      className="backlog-panel"
      query={query}
      aside={<span className="muted small">{total}</span>}
    >
      <CountTable
        title={t('figures.backlogTitle')}
        head={t('figures.age')}
        rows={ages.map((row) => ({ ...row, name: name('age', row.key) }))}
      />
    </Panel>
  );
}

/** Running promises by the hour in which they fall due. */
export function RiskPanel({ query, zone }: { query: Query<BacklogAnswer>; zone: string }) {
  const { t, dateIn } = useWords();
  const hours = (query.data?.atRisk ?? []).map(({ hour, count }) => ({ key: hour, count, name: dateIn(zone, hour) }));
  return (
    <Panel title={t('figures.riskTitle')} className="risk-panel" query={query}>
      {hours.length === 0 ? (
        <p className="empty">{t('figures.riskNone')}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="group" aria-label={t('figures.riskTitle')}>
          <CountTable title={t('figures.riskTitle')} head={t('figures.hour')} rows={hours} />
        </div>
      )}
    </Panel>
  );
}

interface CountTableProps {
  title: string;
  head: string;
  rows: { key: string; name: string; count: number }[];
}

function CountTable({ title, head, rows }: CountTableProps) {
  const { t, number } = useWords();
  const largest = Math.max(0, ...rows.map(({ count }) => count));
  return (
    <table className="counts-table" aria-label={title}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{t('figures.count')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, count }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <div className="bar-cell">
                <span className="count-number">{number(count)}</span>
                <span className="bar" aria-hidden="true">
                  <span className="bar-fill" style={{ width: `${barWidth(count, largest)}%` }} />
                </span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
