import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { SourceView } from '../model/channel-shapes';
import { mayAdminister, useSignedIn } from '../session';
import { NEW_SOURCE, sourceAddress } from '../use-address';
import type { Live } from '../use-live';
import { useQuery, type Query } from '../use-query';
import { useSourceHealth } from '../use-source-health';
import { ChannelTable } from './channel-table';
import { NewSource } from './new-source';
import { Panel } from './panel';
import { SourcePage } from './source-page';

/** The page of channels: all sources with those that need a person first, one of them, or a new one. */
export function ChannelsPage({ live, item }: { live: Live; item: string | null }) {
  const { t } = useWords();
  const [made, setMade] = useState<SourceView | null>(null);
  // A secret is shown until one leaves its source.
  if (made !== null && item !== NEW_SOURCE && item !== made.sourceId) setMade(null);
  return (
    <main id="main" className="figures" tabIndex={-1}>
      <h2 className="visually-hidden">{t('nav.channels')}</h2>
      {item === null ? <ChannelList tick={live.tick} /> : null}
      {item === NEW_SOURCE ? <NewSource onMade={setMade} /> : null}
      {item === null || item === NEW_SOURCE ? null : (
        <SourcePage key={item} sourceId={item} live={live} made={made} onMade={setMade} />
      )}
    </main>
  );
}

function ChannelList({ tick }: { tick: number }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const sources = useQuery('sources', tick, (signal) => api.sources(signal));
  const health = useSourceHealth(tick);
  const refused = useQuery('refused by source', tick, (signal) => api.openRefusals(signal));
  // Until it is known how they are, their order would mean nothing.
  const isComplete = health.data !== null || health.error !== null;
  const query = { data: isComplete ? sources.data : null, error: sources.error ?? health.error ?? refused.error };
  return (
    <Panel title={t('source.all')} className="sources-panel" query={query} aside={<NewLink />}>
      <ChannelTable sources={itemsOf(sources)} healths={health.data ?? []} refused={refused.data?.items ?? null} />
    </Panel>
  );
}

function itemsOf({ data }: Query<{ items: SourceView[] }>): SourceView[] {
  return data?.items ?? [];
}

function NewLink() {
  const { t } = useWords();
  const { session } = useSignedIn();
  if (!mayAdminister(session)) return null;
  return (
    <a className="button" href={sourceAddress(NEW_SOURCE)}>
      {t('source.new')}
    </a>
  );
}
