import { useEffect, useRef } from 'react';
import { ApiError } from '../api';
import { useWords } from '../i18n/language';
import type { RefusalDetail, SourceView } from '../model/channel-shapes';
import { mayCommand, useSignedIn } from '../session';
import { addressOf, caseAddress, refusalAddress, sourceAddress } from '../use-address';
import { useQuery } from '../use-query';
import { FaultList } from './fault-list';
import { RefusalActions } from './refusal-actions';
import { RefusalHistory } from './refusal-history';
import { RefusalStateBadge } from './refusal-state-badge';

interface RefusalDetailPanelProps {
  refusedId: string;
  sources: SourceView[];
  tick: number;
  renew(): void;
}

/** One refusal beside the list: what is wrong where, what was sent, what was done with it, what to do. */
export function RefusalDetailPanel({ refusedId, sources, tick, renew }: RefusalDetailPanelProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const query = useQuery(`refusal ${refusedId}`, tick, (signal) => api.refusal(refusedId, signal));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const isMissing = query.error instanceof ApiError && query.error.status === 404;
  return (
    <aside className="panel detail-panel" aria-label={t('refused.one')}>
      <header className="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {t('refused.one')}
        </h2>
        <button className="button" onClick={close} aria-label={t('detail.close')}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <div className="scroll">
        {query.error ? (
          <p className="panel-error" role="alert">
            {isMissing ? t('refused.missing') : t('state.failed')}
          </p>
        ) : null}
        {query.data ? <Content refusal={query.data} {...{ sources, tick, renew }} /> : null}
        {query.data || query.error ? null : <p className="placeholder">{t('state.loading')}</p>}
      </div>
    </aside>
  );
}

function close(): void {
  location.hash = refusalAddress(null, addressOf(location.hash).sourceId);
}

type ContentProps = Omit<RefusalDetailPanelProps, 'refusedId'> & { refusal: RefusalDetail };

function Content({ refusal, sources, tick, renew }: ContentProps) {
  const { t, name, date } = useWords();
  const { session } = useSignedIn();
  const source = sources.find(({ sourceId }) => sourceId === refusal.sourceId);
  return (
    <>
      <div className="detail-line">
        <RefusalStateBadge refusal={refusal} />
        <span>{name('channel', refusal.channel)}</span>
        <span>{refusal.format}</span>
        <span>{t('detail.received', { time: date(refusal.receivedAt) })}</span>
      </div>
      <p>
        {source ? (
          <a href={sourceAddress(source.sourceId)}>{t('refused.toSource', { name: source.name })}</a>
        ) : (
          <>
            <code>{refusal.sourceId}</code> {t('refused.sourceGone')}
          </>
        )}
      </p>
      <section className="detail-section" aria-label={t('refused.faults')}>
        <h3>{t('refused.faults')}</h3>
        <FaultList faults={refusal.reasons} />
      </section>
      {refusal.feedbackIds.length > 0 ? <Ends refusal={refusal} tick={tick} /> : null}
      {mayCommand(session) ? <RefusalActions refusal={refusal} onChanged={renew} /> : null}
      <Original refusal={refusal} />
      <RefusalHistory history={refusal.history} />
    </>
  );
}

/** What it has become, or what came in its place. */
function Ends({ refusal: { state, feedbackIds }, tick }: { refusal: RefusalDetail; tick: number }) {
  const { t } = useWords();
  const title = t(state === 'superseded' ? 'refused.supersededBy' : 'refused.became');
  return (
    <section className="detail-section" aria-label={title}>
      <h3>{title}</h3>
      <ul className="plain-list">
        {feedbackIds.map((feedbackId) => (
          <End key={feedbackId} feedbackId={feedbackId} tick={tick} />
        ))}
      </ul>
    </section>
  );
}

function End({ feedbackId, tick }: { feedbackId: string; tick: number }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const end = useQuery(`end ${feedbackId}`, tick, (signal) => api.feedbackEnd(feedbackId, signal));
  const caseId = end.data?.caseId;
  return (
    <li>
      <code className="small">{feedbackId}</code>{' '}
      {caseId ? <a href={caseAddress(caseId, 'board')}>{t('clocks.open')}</a> : t('refused.noCase')}
    </li>
  );
}

/** What was sent, with contact data masked by the register. */
function Original({ refusal: { original } }: { refusal: RefusalDetail }) {
  const { t } = useWords();
  if (original === null) return <p className="detail-section muted">{t('original.forgotten')}</p>;
  const { text, headers, index, bytes, encoding } = original;
  return (
    <section className="detail-section" aria-label={t('original.title')}>
      <h3>{t('original.title')}</h3>
      <p className="muted small">
        {index === null ? t('original.whole') : t('original.item', { number: index + 1 })}
        {bytes === null ? '' : ` · ${t('original.bytes', { count: bytes })}`}
        {text === null || encoding === null ? '' : ` · ${t('original.encoding', { encoding: encoding.toUpperCase() })}`}
      </p>
      {text === null ? (
        <p>{t('original.sealed')}</p>
      ) : (
        <pre className="original" role="group" tabIndex={0} aria-label={t('original.title')}>
          {text}
        </pre>
      )}
      {Object.keys(headers).length === 0 ? null : (
        <details className="small">
          <summary>{t('original.headers')}</summary>
          <dl className="fact-lines">
            {Object.entries(headers).map(([header, value]) => (
              <div key={header}>
                <dt>
                  <code>{header}</code>
                </dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
