import { useWords } from '../i18n/language';
import type { Figure, ResponseRate } from '../model/api-shapes';
import { ratePercent } from '../model/figures';
import type { Query } from '../use-query';
import { Panel } from './panel';

const CHANNELS = ['hotline', 'app-rating', 'web-form', 'social', 'branch', 'third-party'] as const;
const NOTHING: Figure = { met: 0, missed: 0, running: 0, rate: null };

export function ChannelsPanel({ query }: { query: Query<ResponseRate> }) {
  const { t } = useWords();
  return (
    <Panel title={t('channels.title')} className="channels-panel" query={query}>
      {query.data ? <ChannelTable rate={query.data} /> : null}
    </Panel>
  );
}

// All channels always have their row, so that a silent channel is seen and nothing jumps.
function ChannelTable({ rate }: { rate: ResponseRate }) {
  const { t, name } = useWords();
  const figureOf = (channel: string) => rate.by.find(({ key }) => key === channel) ?? NOTHING;
  const others = rate.by.filter(({ key }) => !CHANNELS.some((channel) => channel === key));
  return (
    <table className="channels" aria-label={t('channels.title')}>
      <thead>
        <tr>
          <th scope="col">{t('channels.channel')}</th>
          <th scope="col">{t('channels.rate')}</th>
          <th scope="col" className="num">
            {t('rate.met')}
          </th>
          <th scope="col" className="num">
            {t('rate.missed')}
          </th>
          <th scope="col" className="num">
            {t('rate.running')}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...CHANNELS, ...others.map(({ key }) => key)].map((channel) => (
          <ChannelRow key={channel} name={name('channel', channel)} figure={figureOf(channel)} />
        ))}
      </tbody>
      <tfoot>
        <ChannelRow name={t('channels.total')} figure={rate.total} />
      </tfoot>
    </table>
  );
}

function ChannelRow({ name, figure }: { name: string; figure: Figure }) {
  const { number } = useWords();
  const percent = ratePercent(figure);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <div className="bar-cell">
          <span className="bar-number">{percent === null ? '—' : `${percent}%`}</span>
          <span className="bar" aria-hidden="true">
            <span className="bar-fill" style={{ width: `${percent ?? 0}%` }} />
          </span>
        </div>
      </td>
      <td className="num">{number(figure.met)}</td>
      <td className={figure.missed > 0 ? 'num bad-text' : 'num'}>{number(figure.missed)}</td>
      <td className="num">{number(figure.running)}</td>
    </tr>
  );
}
