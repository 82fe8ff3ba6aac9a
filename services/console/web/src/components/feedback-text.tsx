import { useWords } from '../i18n/language';
import type { FeedbackView, LabelSet, RelationView } from '../model/api-shapes';
import { segmentsOf } from '../model/highlight';
import { RelationBadge } from './badges';

/** What a customer wrote, as text and nothing else, with the words marked that decided its labels. */
export function FeedbackText({ feedback, caseLabels }: { feedback: FeedbackView; caseLabels: LabelSet | undefined }) {
  const { t, name, time } = useWords();
  const labels = feedback.labels ?? caseLabels;
  const stars = typeof feedback.rating === 'number' ? feedback.rating : feedback.rating?.stars;
  return (
    <article className="feedback">
      <p className="muted small">
        {name('channel', feedback.channel)} · {customerWords(feedback, t)} ·{' '}
        {t('detail.received', { time: time(feedback.receivedAt) })}
        {feedback.occurredAt ? ` · ${t('detail.occurred', { time: time(feedback.occurredAt) })}` : ''}
        {stars ? ` · ${t('detail.stars', { count: stars })}` : ''}
      </p>
      {feedback.title ? (
        <h4>
          <Marked text={feedback.title} labels={labels} field="title" />
        </h4>
      ) : null}
      <blockquote>
        {feedback.text ? <Marked text={feedback.text} labels={labels} field="text" /> : t('cases.noText')}
      </blockquote>
      <RelationReason relation={feedback.relation} />
      <Revisions revisions={feedback.revisions ?? []} />
    </article>
  );
}

function Marked({ text, labels, field }: { text: string; labels: LabelSet | undefined; field: 'text' | 'title' }) {
  const { name } = useWords();
  return segmentsOf(text, labels, field).map((segment, i) =>
    segment.axes.length === 0 ? (
      <span key={i}>{segment.text}</span>
    ) : (
      <mark key={i} title={segment.axes.map((axis) => name('axis', axis)).join(' · ')}>
        {segment.text}
      </mark>
    ),
  );
}

function RelationReason({ relation }: { relation: RelationView | null | undefined }) {
  const { t, name } = useWords();
  if (!relation) return null;
  const because = (relation.because ?? []).map((code) => name('because', code));
  return (
    <div className="relation-reason">
      <RelationBadge relation={relation} />
      {because.length > 0 ? (
        <span>
          {t('relation.why')}: {because.join(' · ')}
        </span>
      ) : null}
      {relation.of ? (
        <span className="muted">
          {t('relation.of')} <code>{relation.of.slice(0, 8)}</code>
          {relation.score === undefined
            ? ''
            : ` · ${t('relation.score', { percent: Math.floor(relation.score * 100) })}`}
        </span>
      ) : null}
    </div>
  );
}

function Revisions({ revisions }: { revisions: NonNullable<FeedbackView['revisions']> }) {
  const { t, time } = useWords();
  if (revisions.length === 0) return null;
  return (
    <details>
      <summary>{t('detail.revisions')}</summary>
      {revisions.map((one) => (
        <div key={one.revision} className="revision">
          <p className="muted small">{t('detail.revision', { number: one.revision, time: time(one.receivedAt) })}</p>
          <p>{[one.title, one.text].filter(Boolean).join(' · ') || t('cases.noText')}</p>
        </div>
      ))}
    </details>
  );
}

function customerWords({ customer }: FeedbackView, t: ReturnType<typeof useWords>['t']): string {
  const name = [customer?.name, customer?.region].filter(Boolean).join(' · ');
  return name === '' ? t('detail.anonymous') : t('detail.customer', { name });
}
