import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { Refusal, SourceView } from '../model/channel-shapes';
import { mayReplay, OPEN_ONES, refusalQuery, type RefusalFilter } from '../model/refusal-filter';
import { mayCommand, useSignedIn } from '../session';
import type { Live } from '../use-live';
import { useQuery } from '../use-query';
import { Panel } from './panel';
import { RefusalDetailPanel } from './refusal-detail-panel';
import { RefusalFilters } from './refusal-filters';
import { RefusalTable } from './refusal-table';
import { ReplayTools } from './replay-tools';

interface RefusedPageProps {
  live: Live;
  refusedId: string | null;
  /** Whose refusals are looked at; null for every source's. */
  sourceId: string | null;
}

/** What could not be read: found, looked at, read again or dismissed. */
export function RefusedPage({ live, refusedId, sourceId }: RefusedPageProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const [filter, setFilter] = useState<RefusalFilter>({ ...OPEN_ONES, sourceId: sourceId ?? '' });
  const [own, setOwn] = useState(0);
  const sources = useQuery('sources', 0, (signal) => api.sources(signal));
  const renew = () => setOwn((before) => before + 1);
  const tick = live.tick + own;
  const asked = refusalQuery(filter);
  const list = { sources: sources.data?.items ?? [], tick, renew };
  return (
    <>
      <main id="main" className={refusedId === null ? 'figures' : 'figures with-detail'} tabIndex={-1}>
        <h2 className="visually-hidden">{t('nav.refused')}</h2>
        <RefusalFilters filter={filter} onFilter={setFilter} sources={list.sources} isValid={asked !== null} />
        {asked === null ? null : (
          <RefusalList key={JSON.stringify(asked)} filter={filter} query={asked} selected={refusedId} {...list} />
        )}
      </main>
      {refusedId === null ? null : <RefusalDetailPanel key={refusedId} refusedId={refusedId} {...list} />}
    </>
  );
}

interface RefusalListProps {
  filter: RefusalFilter;
  query: Record<string, string>;
  selected: string | null;
  sources: SourceView[];
  tick: number;
  renew(): void;
}

const PAGE = '100';

function RefusalList({ filter, query, selected, sources, tick, renew }: RefusalListProps) {
  const { t } = useWords();
  const { api, session } = useSignedIn();
  const [after, setAfter] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const asked = { ...query, limit: PAGE, ...(after === '' ? {} : { after }) };
  const page = useQuery(JSON.stringify(asked), tick, (signal) => api.refusals(asked, signal));
  const items = page.data?.items ?? [];
  // What was read meanwhile is no longer chosen, though its mark was set.
  const toReplay = items.filter((item) => chosen.has(item.refusedId) && mayReplay(item));
  const select = mayCommand(session) ? { chosen, onChosen: setChosen } : null;
  return (
    <Panel title={t('refused.title')} className="refused-panel" query={page}>
      {mayCommand(session) ? (
        <ReplayTools
          ids={toReplay.map(({ refusedId }) => refusedId)}
          filter={filter}
          onDone={() => {
            setChosen(new Set());
            renew();
          }}
        />
      ) : null}
      {items.length === 0 ? (
        <p className="empty">{t('refused.none')}</p>
      ) : (
        <RefusalTable items={items} selected={selected} select={select} nameOf={nameIn(sources)} />
      )}
      <Pages isFirst={after === ''} next={page.data?.next ?? null} onPage={setAfter} />
    </Panel>
  );
}

/** The name of a source; of one that was removed its id. */
export function nameIn(sources: readonly SourceView[]): (refusal: Pick<Refusal, 'sourceId'>) => string {
  return ({ sourceId }) => sources.find((source) => source.sourceId === sourceId)?.name ?? sourceId;
}

function Pages({ isFirst, next, onPage }: { isFirst: boolean; next: string | null; onPage(after: string): void }) {
  const { t } = useWords();
  if (isFirst && next === null) return null;
  return (
    <div className="button-row end">
      <button type="button" className="button" disabled={isFirst} onClick={() => onPage('')}>
        {t('refused.newest')}
      </button>
      <button type="button" className="button" disabled={next === null} onClick={() => onPage(next!)}>
        {t('refused.older')}
      </button>
    </div>
  );
}
