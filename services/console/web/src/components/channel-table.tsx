import { useWords } from '../i18n/language';
import { channelRows, type ChannelRow } from '../model/channel-rows';
import type { OpenRefusals, SourceHealth, SourceView } from '../model/channel-shapes';
import { refusalAddress, sourceAddress } from '../use-address';
import { ConditionBadge, LastHeard, PollTrouble, RhythmWords } from './source-condition';

interface ChannelTableProps {
  sources: SourceView[];
  healths: SourceHealth[];
  /** Null where the register did not say. */
  refused: OpenRefusals[] | null;
}

/** Every source with how it is; what needs a person stands first and says so in words. */
export function ChannelTable({ sources, healths, refused }: ChannelTableProps) {
  const { t } = useWords();
  const rows = channelRows(sources, healths, refused ?? []);
  if (rows.length === 0) return <p className="empty">{t('source.none')}</p>;
  return (
    <>
      <Summary rows={rows} />
      <table className="cards sources" aria-label={t('source.all')}>
        <thead>
          <tr>
            <th scope="col">{t('source.source')}</th>
            <th scope="col">{t('source.condition')}</th>
            <th scope="col">{t('source.lastAt')}</th>
            <th scope="col">{t('source.rhythm')}</th>
            <th scope="col" className="num">
              {t('source.gaps')}
            </th>
            <th scope="col" className="num">
              {t('source.refused')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SourceRow key={row.source.sourceId} row={row} isRefusedKnown={refused !== null} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Says at a glance, and to screen readers when it changes, how many need a person. */
function Summary({ rows }: { rows: ChannelRow[] }) {
  const { t, name } = useWords();
  const counts = (['failing', 'quiet', 'unknown'] as const)
    .map((condition) => ({ condition, count: rows.filter((row) => row.condition === condition).length }))
    .filter(({ count }) => count > 0);
  const words = counts.map(({ condition, count }) => `${name('condition', condition)} ${count}`).join(' · ');
  return (
    <p className={counts.length > 0 ? 'source-summary warn' : 'source-summary'} role="status">
      {counts.length > 0 ? t('source.attention', { what: words }) : t('source.allWell', { count: rows.length })}
    </p>
  );
}

function SourceRow({ row, isRefusedKnown }: { row: ChannelRow; isRefusedKnown: boolean }) {
  const { t, name, number } = useWords();
  const { source, health, condition, refused } = row;
  return (
    <tr className={`condition-${condition}`}>
      <th scope="row">
        <a href={sourceAddress(source.sourceId)}>{source.name}</a>
        <p className="case-sub muted">
          {name('channel', source.channel)} · {source.format ?? t('source.ownFormat')}
        </p>
      </th>
      <td data-label={t('source.condition')}>
        <ConditionBadge condition={condition} />
        <PollTrouble health={health} condition={condition} />
      </td>
      <td data-label={t('source.lastAt')}>
        <LastHeard health={health} />
      </td>
      <td data-label={t('source.rhythm')}>
        <RhythmWords health={health} condition={condition} />
      </td>
      <td data-label={t('source.gaps')} className="num">
        {health?.gaps == null ? '—' : number(health.gaps)}
      </td>
      <td data-label={t('source.refused')} className="num">
        <RefusedLink source={source} refused={refused} isKnown={isRefusedKnown} />
      </td>
    </tr>
  );
}

interface RefusedLinkProps {
  source: SourceView;
  refused: OpenRefusals | null;
  isKnown: boolean;
}

function RefusedLink({ source, refused, isKnown }: RefusedLinkProps) {
  const { t, number } = useWords();
  if (!isKnown) return <>—</>;
  if (refused === null) return <>{number(0)}</>;
  return (
    <a
      className="strong"
      href={refusalAddress(null, source.sourceId)}
      aria-label={t('source.openRefused', { count: refused.open, name: source.name })}
    >
      {number(refused.open)}
    </a>
  );
}
