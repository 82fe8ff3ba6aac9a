import { useWords } from '../i18n/language';
import type { PromiseRatesAnswer } from '../model/promise-figures';
import type { Query } from '../use-query';
import { Numbers } from './by-panel';
import { Panel } from './panel';

const COUNTS = ['met', 'missed', 'running', 'withdrawn'] as const;

/** Every kind of promise with its on-time rate; all kinds always have their row. */
export function PromiseRatesPanel({ query }: { query: Query<PromiseRatesAnswer> }) {
  const { t, name } = useWords();
  return (
    <Panel title={t('figures.ratesTitle')} className="rates-panel" query={query}>
      <div className="scroll" tabIndex={0} role="group" aria-label={t('figures.ratesTitle')}>
        <table aria-label={t('figures.ratesTitle')}>
          <thead>
            <tr>
              <th scope="col">{t('figures.promise')}</th>
              <th scope="col" className="num">
                {t('figures.onTime')}
              </th>
              {COUNTS.map((column) => (
                <th key={column} scope="col" className="num">
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {query.data?.promises.map((row) => (
              <tr key={row.promise}>
                <th scope="row">{name('promise', row.promise)}</th>
                <Numbers figure={row} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
