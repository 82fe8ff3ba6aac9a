import { useWords } from '../i18n/language';
import { personName } from '../model/api-shapes';
import type { CallBack } from '../model/call-backs';
import { caseAddress } from '../use-address';
import { CaseStateBadge } from './badges';

/** Whom to call, what was tried, what to say, and where the case is. */
export function CallBackFacts({ task }: { task: CallBack }) {
  const { t, time } = useWords();
  const { customer, externalId, attempts, lastTriedAt, requestedBy, requestedAt, text, caseId, caseState } = task;
  const last = lastTriedAt === null ? '—' : time(lastTriedAt);
  const facts = [
    [t('callBack.phone'), customer.phone ?? t('callBack.noPhone')],
    ...(externalId === null ? [] : [[t('callBack.call'), externalId]]),
    [
      t('callBack.attempts'),
      attempts === 0 ? t('callBack.attemptsNone') : t('callBack.attemptsSome', { count: attempts, time: last }),
    ],
    [
      t('callBack.requested'),
      t('callBack.requestedBy', { name: personName(requestedBy) ?? '—', time: time(requestedAt) }),
    ],
  ];
  return (
    <>
      <dl className="call-back-facts">
        {facts.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">{t('callBack.text')}</p>
      <blockquote className="to-say">{text}</blockquote>
      <p className="detail-line">
        <a href={caseAddress(caseId, 'call-backs')}>{t('callBack.openCase')}</a>
        <CaseStateBadge state={caseState} />
      </p>
    </>
  );
}
