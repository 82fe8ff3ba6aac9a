import { useWords } from '../i18n/language';
import { personName, type CaseSummary } from '../model/api-shapes';
import { caseAddress } from '../use-address';
import { useNow } from '../use-now';
import type { Query } from '../use-query';
import { CaseStateBadge, LabelBadge, RelationBadge } from './badges';
import { Panel } from './panel';

interface CasesPanelProps {
  query: Query<{ items: CaseSummary[] }>;
  selected: string | null;
  offsetMs: number;
}

export function CasesPanel({ query, selected, offsetMs }: CasesPanelProps) {
  const { t } = useWords();
  const now = useNow(offsetMs);
  const items = query.data?.items ?? [];
  return (
    <Panel title={t('cases.title')} className="cases-panel" query={query}>
      {items.length === 0 ? (
        <p className="empty">{t('cases.empty')}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="group" aria-label={t('cases.title')}>
          <table className="cases" aria-label={t('cases.title')}>
            <thead>
              <tr>
                <th scope="col">{t('cases.feedback')}</th>
                <th scope="col">{t('cases.labels')}</th>
                <th scope="col">{t('cases.relation')}</th>
                <th scope="col" className="num">
                  {t('cases.age')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <CaseRow key={item.caseId} item={item} isSelected={item.caseId === selected} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function CaseRow({ item, isSelected, now }: { item: CaseSummary; isSelected: boolean; now: number }) {
  const { t, name, span } = useWords();
  const words = item.title || item.excerpt;
  return (
    <tr className={isSelected ? 'selected' : ''}>
      <td>
        <a className="case-link" href={caseAddress(item.caseId)} aria-current={isSelected || undefined}>
          {words || t('cases.noText')}
        </a>
        <p className="case-sub muted">
          {name('channel', item.channel)} · {ownerWords(item, t)}
        </p>
      </td>
      <td>
        <div className="badges">
          <LabelBadge labels={item.labels} axis="urgency" />
          <LabelBadge labels={item.labels} axis="kind" />
          <LabelBadge labels={item.labels} axis="product" />
        </div>
      </td>
      <td>
        <div className="badges">
          <RelationBadge relation={item.relation} />
          <Counts item={item} />
        </div>
      </td>
      <td className="num">
        <CaseStateBadge state={item.state} />
        <p className="case-sub muted">{t('cases.ago', { age: span((now - Date.parse(item.openedAt)) / 1_000) })}</p>
      </td>
    </tr>
  );
}

function Counts({ item }: { item: CaseSummary }) {
  const { t } = useWords();
  const counts = [
    (item.feedbacks ?? 1) > 1 ? t('cases.feedbacks', { count: item.feedbacks ?? 1 }) : null,
    item.lookalikes ? t('cases.lookalikes', { count: item.lookalikes }) : null,
    item.mentions ? t('cases.mentions', { count: item.mentions }) : null,
  ].filter((words) => words !== null);
  return counts.length === 0 ? null : <span className="counts muted">{counts.join(' · ')}</span>;
}

function ownerWords(item: CaseSummary, t: ReturnType<typeof useWords>['t']): string {
  const owner = personName(item.assignee);
  return owner === null ? t('cases.unassigned') : t('cases.assignee', { name: owner });
}
