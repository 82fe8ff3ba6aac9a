import { useWords } from '../i18n/language';
import { labelOf, type Axis, type LabelSet, type RelationView } from '../model/api-shapes';

const RELATION_MARKS: Record<string, string> = {
  original: '●',
  redelivery: '↺',
  revision: '✎',
  resubmission: '↻',
  repost: '⇉',
  lookalike: '≈',
};
const URGENT: Record<string, { mark: string; className: string }> = {
  critical: { mark: '‼', className: 'bad' },
  high: { mark: '▲', className: 'warn' },
};

/** One label in words; what a person still has to look at says so in words and by its border. */
export function LabelBadge({ labels, axis }: { labels: LabelSet | undefined; axis: Axis }) {
  const { t, name } = useWords();
  const label = labelOf(labels, axis);
  if (!label) return null;
  const urgent = axis === 'urgency' ? URGENT[label.value] : undefined;
  const confidence =
    label.confidence === undefined ? '' : t('label.confidence', { percent: Math.floor(label.confidence * 100) });
  return (
    <span
      className={`badge ${urgent?.className ?? ''} ${label.needsReview ? 'review' : ''}`}
      title={`${name('axis', axis)} · ${confidence}`}
    >
      {urgent ? <span aria-hidden="true">{urgent.mark} </span> : null}
      {name(axis, label.value)}
      {label.needsReview ? <span className="review-word"> {t('label.needsReview')}</span> : null}
    </span>
  );
}

export function RelationBadge({ relation }: { relation: RelationView | null | undefined }) {
  const { name } = useWords();
  if (!relation) return null;
  return (
    <span className={`badge relation relation-${relation.kind}`}>
      <span aria-hidden="true">{RELATION_MARKS[relation.kind] ?? '·'} </span>
      {name('relation', relation.kind)}
    </span>
  );
}

export function CaseStateBadge({ state }: { state: string }) {
  const { name } = useWords();
  return <span className={`badge state state-${state}`}>{name('caseState', state)}</span>;
}
