import { useWords } from '../i18n/language';
import type { ChannelRow } from '../model/channel-rows';
import { useSignedIn } from '../session';
import { refusalAddress } from '../use-address';
import { useQuery } from '../use-query';
import { ConditionBadge, LastHeard, PollTrouble, RhythmWords } from './source-condition';

/** How one source is, in words. */
export function SourceOverview({ row: { source, health, condition }, tick }: { row: ChannelRow; tick: number }) {
  const { t, name, number, date } = useWords();
  return (
    <>
      <p className="detail-line">
        <ConditionBadge condition={condition} />
        <span>{name('channel', source.channel)}</span>
        <span>{source.format ?? t('source.ownFormat')}</span>
        <code>{source.sourceId}</code>
        {source.isDefault ? <span className="badge">{t('source.default')}</span> : null}
      </p>
      <PollTrouble health={health} condition={condition} />
      <dl className="seal">
        <div>
          <dt>{t('source.lastAt')}</dt>
          <dd>
            <LastHeard health={health} />
          </dd>
        </div>
        <div>
          <dt>{t('source.rhythm')}</dt>
          <dd>
            <RhythmWords health={health} condition={condition} />
          </dd>
        </div>
        <div>
          <dt>{t('source.gaps')}</dt>
          <dd>{health?.gaps == null ? t('source.notReconciled') : number(health.gaps)}</dd>
        </div>
        <div>
          <dt>{t('source.refused')}</dt>
          <dd>
            <OpenRefused sourceId={source.sourceId} tick={tick} />
          </dd>
        </div>
      </dl>
      <p className="muted small">{t('source.changed', { time: date(source.changedAt), by: source.changedBy })}</p>
    </>
  );
}

function OpenRefused({ sourceId, tick }: { sourceId: string; tick: number }) {
  const { t, number } = useWords();
  const { api } = useSignedIn();
  const query = useQuery('refused by source', tick, (signal) => api.openRefusals(signal));
  const open = query.data?.items.find((one) => one.sourceId === sourceId)?.open ?? 0;
  if (query.data === null) return <>—</>;
  return open === 0 ? (
    <>{number(0)}</>
  ) : (
    <a href={refusalAddress(null, sourceId)}>{t('source.toRefused', { count: number(open) })}</a>
  );
}
