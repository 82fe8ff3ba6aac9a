import { useWords } from '../i18n/language';
import { clockFace } from '../model/figures';
import type { ReplyTimesAnswer } from '../model/promise-figures';
import type { Query } from '../use-query';
import { Panel } from './panel';

const MEASURES = ['p50', 'p90', 'p95', 'p99', 'mean'] as const;
const KINDS = ['wallClock', 'working'] as const;

export function ReplyTimesPanel({ query, isPast }: { query: Query<ReplyTimesAnswer>; isPast: boolean }) {
  const { t, number } = useWords();
  const total = query.data?.total;
  return (
    <Panel title={t('figures.timesTitle')} className="times-panel" query={query}>
      <div className="scroll" tabIndex={0} role="group" aria-label={t('figures.timesTitle')}>
        <table aria-label={t('figures.timesTitle')}>
          <thead>
            <tr>
              <th scope="col">{t('figures.measure')}</th>
              {MEASURES.map((measure) => (
                <th key={measure} scope="col" className="num">
                  {measure === 'mean' ? t('figures.mean') : measure}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {KINDS.map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`figures.${kind}`)}</th>
                {MEASURES.map((measure) => (
                  <td key={measure} className="num">
                    {faceOf(total?.[kind][measure] ?? null)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total ? (
        <p className="muted small">
          {t('figures.timesNote', { count: number(total.count), unanswered: number(total.unanswered) })}
          {isPast ? ` ${t('figures.liveOnly')}` : ''}
        </p>
      ) : null}
    </Panel>
  );
}

// Up to the next second: a time is never told shorter than it was.
function faceOf(seconds: number | null): string {
  return seconds === null ? '—' : clockFace(Math.ceil(seconds) * 1_000);
}
