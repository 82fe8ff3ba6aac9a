import { useState } from 'react';
import { ApiError } from '../api';
import { useWords } from '../i18n/language';
import { rowOf } from '../model/channel-rows';
import type { FormatFacts, SourceHealth, SourceView } from '../model/channel-shapes';
import { mayAdminister, useSignedIn } from '../session';
import { pageAddress } from '../use-address';
import type { Live } from '../use-live';
import { useQuery } from '../use-query';
import { useSourceHealth } from '../use-source-health';
import { Panel } from './panel';
import { SecretOnce } from './secret-once';
import { SourceActions } from './source-actions';
import { SourceChanges } from './source-changes';
import { SourceOverview } from './source-overview';
import { SourceSettings } from './source-settings';
import { TrialPanel } from './trial-panel';
import { VendorAddress } from './vendor-address';

interface SourcePageProps {
  sourceId: string;
  live: Live;
  /** With its secret, while that is shown. */
  made: SourceView | null;
  onMade(made: SourceView | null): void;
}

/** One source: how it is, what its vendor is told, what it was told itself, and for administrators the means to change it. */
export function SourcePage({ sourceId, live, made, onMade }: SourcePageProps) {
  const { t } = useWords();
  const { api, session } = useSignedIn();
  const [own, setOwn] = useState(0);
  const tick = live.tick + own;
  const query = useQuery(`source ${sourceId}`, tick, (signal) => api.source(sourceId, signal));
  const formats = useQuery('formats', 0, (signal) => api.formats(signal));
  const health = useSourceHealth(tick);
  const isMissing = query.error instanceof ApiError && query.error.status === 404;
  const renew = () => setOwn((before) => before + 1);
  const back = (
    <a className="button" href={pageAddress('channels')}>
      {t('source.back')}
    </a>
  );
  if (isMissing)
    return (
      <section className="panel">
        <p role="alert">{t('source.missing')}</p>
        <p>{back}</p>
      </section>
    );
  if (query.data === null)
    return <Panel title={sourceId} className="source-head" query={query} aside={back} children={null} />;
  const shown = {
    source: query.data,
    health: health.data?.find((one) => one.sourceId === sourceId) ?? null,
    format: formats.data?.items.find(({ name }) => name === query.data?.format),
    made: made?.sourceId === sourceId && made.secret !== undefined ? made : null,
  };
  return <Shown {...shown} {...{ tick, renew, onMade, back, error: query.error, isAdmin: mayAdminister(session) }} />;
}

interface ShownProps {
  source: SourceView;
  health: SourceHealth | null;
  format: FormatFacts | undefined;
  made: SourceView | null;
  onMade(made: SourceView | null): void;
  tick: number;
  renew(): void;
  back: React.ReactNode;
  error: unknown;
  isAdmin: boolean;
}

function Shown({ source, health, format, made, onMade, tick, renew, back, error, isAdmin }: ShownProps) {
  const proof = format?.proof ?? 'bearer';
  const admin = { source, onChanged: renew };
  return (
    <>
      {made ? <SecretOnce made={made} proof={proof} onKept={() => onMade(null)} /> : null}
      <div className="figure-grid source-grid">
        <div className="figure-column">
          <Panel title={source.name} className="source-head" query={{ data: source, error }} aside={back}>
            <SourceOverview row={rowOf(source, health, null)} tick={tick} />
          </Panel>
          <VendorAddress source={source} proof={proof} />
          <SourceSettings {...admin} isAdmin={isAdmin} />
        </div>
        {isAdmin ? (
          <div className="figure-column">
            <TrialPanel source={source} />
            <SourceActions {...admin} proof={proof} onRotated={onMade} />
            <SourceChanges sourceId={source.sourceId} tick={tick} />
          </div>
        ) : null}
      </div>
    </>
  );
}
