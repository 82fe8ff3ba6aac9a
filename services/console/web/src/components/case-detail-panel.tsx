import { useEffect, useRef } from 'react';
import { ApiError } from '../api';
import { useWords } from '../i18n/language';
import { AXES, caseLabels, personName, type CaseDetail } from '../model/api-shapes';
import { mayLeave } from '../model/case-commands';
import { useSignedIn } from '../session';
import { caseAddress, closeCase } from '../use-address';
import { useQuery } from '../use-query';
import { CaseStateBadge, LabelBadge, RelationBadge } from './badges';
import { CaseActions } from './case-actions';
import { FeedbackText } from './feedback-text';
import { LinkForm } from './link-form';
import { PromisesOfCase } from './promises-of-case';
import { RequestedReplies } from './requested-replies';
import { SecondPerson } from './second-person';
import { Timeline } from './timeline';
import { UnlinkForm } from './unlink-form';

interface CaseDetailPanelProps {
  caseId: string;
  tick: number;
  onChanged(): void;
}

/** One case beside the board, which goes on living: what was said, why it was judged so, what happened, what to do. */
export function CaseDetailPanel({ caseId, tick, onChanged }: CaseDetailPanelProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const query = useQuery(`case ${caseId}`, tick, (signal) => api.caseDetail(caseId, signal));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && closeCase();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const isMissing = query.error instanceof ApiError && query.error.status === 404;
  return (
    <aside className="panel detail-panel" aria-label={t('detail.title')}>
      <header className="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {t('detail.title')}
        </h2>
        <button className="button" onClick={closeCase} aria-label={t('detail.close')}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <div className="scroll">
        {query.error ? (
          <p className="panel-error" role="alert">
            {isMissing ? t('detail.missing') : t('state.failed')}
          </p>
        ) : null}
        {query.data ? <CaseContent detail={query.data} tick={tick} onChanged={onChanged} /> : null}
        {query.data || query.error ? null : <p className="placeholder">{t('state.loading')}</p>}
      </div>
    </aside>
  );
}

interface CaseContentProps {
  detail: CaseDetail;
  tick: number;
  onChanged(): void;
}

function CaseContent({ detail, tick, onChanged }: CaseContentProps) {
  const { t, name } = useWords();
  const owner = personName(detail.assignee);
  const labels = caseLabels(detail);
  return (
    <>
      <p className="detail-line">
        <CaseStateBadge state={detail.state} />
        <span>{name('channel', detail.channel)}</span>
        <span className="muted">{owner === null ? t('cases.unassigned') : t('cases.assignee', { name: owner })}</span>
        {detail.team ? <span className="muted">{t('fact.team', { value: detail.team })}</span> : null}
      </p>
      <div className="badges">
        {AXES.map((axis) => (
          <LabelBadge key={axis} labels={labels} axis={axis} />
        ))}
        <RelationBadge relation={detail.relation} />
      </div>
      <PromisesOfCase caseId={detail.caseId} tick={tick} />
      <section className="detail-section">
        <h3>{t('detail.feedbacks')}</h3>
        <p className="muted small">{t('detail.marks')}</p>
        {(detail.feedbacks ?? []).map((feedback) => (
          <div key={feedback.feedbackId}>
            <FeedbackText feedback={feedback} caseLabels={detail.labels} />
            {mayLeave(feedback) ? <UnlinkForm detail={detail} feedback={feedback} onChanged={onChanged} /> : null}
          </div>
        ))}
      </section>
      <RequestedReplies detail={detail} tick={tick} />
      <SecondPerson detail={detail} onChanged={onChanged} />
      <CaseActions detail={detail} onChanged={onChanged} />
      <AlikeCases detail={detail} onChanged={onChanged} />
      <section className="detail-section">
        <h3>{t('detail.timeline')}</h3>
        <Timeline entries={detail.timeline ?? []} />
      </section>
    </>
  );
}

function AlikeCases({ detail, onChanged }: Pick<CaseContentProps, 'detail' | 'onChanged'>) {
  const { t, name, time } = useWords();
  const { links = [], campaign } = detail;
  if (links.length === 0 && !campaign) return null;
  return (
    <section className="detail-section">
      <h3>{t('detail.links')}</h3>
      {campaign ? <p>{t('detail.campaign', { ...campaign, since: time(campaign.firstSeenAt) })}</p> : null}
      <ul className="links">
        {links.map((link) => (
          <li key={link.caseId}>
            <a href={caseAddress(link.caseId)}>{link.title || link.excerpt || t('cases.noText')}</a>
            <p className="muted small">
              {name('channel', link.channel)} · {time(link.openedAt)}
            </p>
            {link.openedBy ? <LinkForm detail={detail} feedbackId={link.openedBy} onChanged={onChanged} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
