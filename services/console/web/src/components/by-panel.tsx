import { useState } from 'react';
import { useWords, type Words } from '../i18n/language';
import type { MessageKey } from '../i18n/messages';
import type { PeriodQuery } from '../model/period-choice';
import {
  COLUMNS,
  GROUPINGS,
  isListed,
  nextSorting,
  rateWords,
  sortRows,
  type Column,
  type Grouping,
  type GroupRow,
  type PromiseFigure,
  type RateAnswer,
  type Sorting,
} from '../model/promise-figures';
import type { Query } from '../use-query';
import { ClocksBehind } from './clocks-behind';
import { Panel } from './panel';

interface ByPanelProps {
  query: Query<RateAnswer>;
  by: Grouping;
  onBy(by: Grouping): void;
  period: PeriodQuery;
  tick: number;
}

/** The response rate by one property, sortable, with the running and missed promises behind each row. */
export function ByPanel({ query, by, onBy, period, tick }: ByPanelProps) {
  const words = useWords();
  const { t } = words;
  const [behind, setBehind] = useState<string | null>(null);
  const rows = (query.data?.by ?? []).map((row) => ({ ...row, name: keyName(by, row.key, words) }));
  const chosen = rows.find(({ key }) => key === behind);
  const choice = (
    <label className="field side">
      <span>{t('figures.by')}</span>
      <select
        className="select"
        value={by}
        onChange={(event) => {
          setBehind(null);
          onBy(event.target.value as Grouping);
        }}
      >
        {GROUPINGS.map((one) => (
          <option key={one} value={one}>
            {t(`by.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Panel title={t('figures.byTitle')} className="by-panel" query={query} aside={choice}>
      {rows.length === 0 ? <p className="empty">{t('figures.noRows')}</p> : null}
      {query.data && rows.length > 0 ? (
        <GroupTable
          rows={rows}
          total={query.data.total}
          by={by}
          behind={behind}
          onBehind={(key) => setBehind(key === behind ? null : key)}
        />
      ) : null}
      {query.data && chosen ? (
        <ClocksBehind rate={query.data} by={by} row={chosen} zone={period.zone} tick={tick} />
      ) : null}
    </Panel>
  );
}

function keyName(by: Grouping, key: string, { t, name }: Words): string {
  return key === '' ? t('figures.noKey') : name(by, key);
}

interface GroupTableProps {
  rows: GroupRow[];
  total: PromiseFigure;
  by: Grouping;
  behind: string | null;
  onBehind(key: string): void;
}

function GroupTable({ rows, total, by, behind, onBehind }: GroupTableProps) {
  const { t } = useWords();
  const [sorting, setSorting] = useState<Sorting>({ column: 'missed', descending: true });
  return (
    <div className="scroll by-scroll" tabIndex={0} role="group" aria-label={t('figures.byTitle')}>
      <table className="by-table" aria-label={t('figures.byTitle')}>
        <thead>
          <SortHead by={by} sorting={sorting} onSort={(column) => setSorting(nextSorting(sorting, column))} />
        </thead>
        <tbody>
          {sortRows(rows, sorting).map((row) => (
            <tr key={row.key} className={row.key === behind ? 'selected' : ''}>
              <th scope="row">
                {isListed(by) ? (
                  <button
                    type="button"
                    className="linklike"
                    aria-expanded={row.key === behind}
                    onClick={() => onBehind(row.key)}
                  >
                    {row.name}
                  </button>
                ) : (
                  row.name
                )}
              </th>
              <Numbers figure={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('figures.total')}</th>
            <Numbers figure={total} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface SortHeadProps {
  by: Grouping;
  sorting: Sorting;
  onSort(column: Column): void;
}

function SortHead({ by, sorting, onSort }: SortHeadProps) {
  const { t } = useWords();
  const order = sorting.descending ? 'descending' : 'ascending';
  return (
    <tr>
      {COLUMNS.map((column) => {
        const isSorted = sorting.column === column;
        const label: MessageKey = column === 'key' ? `by.${by}` : `column.${column}`;
        return (
          <th
            key={column}
            scope="col"
            className={column === 'key' ? '' : 'num'}
            aria-sort={isSorted ? order : undefined}
          >
            <button type="button" className="sort" onClick={() => onSort(column)}>
              {t(label)}
              <span aria-hidden="true">{isSorted ? (sorting.descending ? ' ▾' : ' ▴') : ''}</span>
            </button>
          </th>
        );
      })}
    </tr>
  );
}

export function Numbers({ figure }: { figure: PromiseFigure }) {
  const { number } = useWords();
  return (
    <>
      <td className="num strong">{rateWords(figure)}</td>
      <td className="num">{number(figure.met)}</td>
      <td className={figure.missed > 0 ? 'num bad-text' : 'num'}>{number(figure.missed)}</td>
      <td className="num">{number(figure.running)}</td>
      <td className="num">{number(figure.withdrawn)}</td>
    </>
  );
}
