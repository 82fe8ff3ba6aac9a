import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { MovedItem, WarningItem } from '../model/promise-figures';
import { ESCALATION_ROLES } from '../model/vocabulary';
import { useSignedIn } from '../session';
import { caseAddress } from '../use-address';
import { useQuery } from '../use-query';
import { Panel } from './panel';

interface ListProps {
  tick: number;
  zone: string;
}

/** The warnings given, the newest first, for everybody or for one role. */
export function WarningsPanel({ tick, zone }: ListProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const [role, setRole] = useState('');
  const query = useQuery(`warnings ${role}`, tick, (signal) => api.warnings(role, signal));
  const choice = (
    <label className="field side">
      <span>{t('figures.role')}</span>
      <select className="select" value={role} onChange={(event) => setRole(event.target.value)}>
        <option value="">{t('figures.everyRole')}</option>
        {ESCALATION_ROLES.map((one) => (
          <option key={one} value={one}>
            {t(`role.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
  const items = query.data?.items ?? [];
  return (
    <Panel title={t('figures.warningsTitle')} className="list-panel" query={query} aside={choice}>
      {items.length === 0 ? (
        <p className="empty">{t('figures.warningsNone')}</p>
      ) : (
        <List
          title={t('figures.warningsTitle')}
          head={[t('figures.warnedAt'), t('figures.role'), t('figures.promise'), t('figures.left'), t('figures.state')]}
        >
          {items.map((item) => (
            <WarningRow key={`${item.clockId} ${item.secondsLeft}`} item={item} zone={zone} />
          ))}
        </List>
      )}
    </Panel>
  );
}

function WarningRow({ item, zone }: { item: WarningItem; zone: string }) {
  const { t, name, span, dateIn } = useWords();
  return (
    <tr>
      <td>{dateIn(zone, item.at)}</td>
      <td>
        {name('role', item.to)}
        {item.to === 'owner' ? <span className="muted"> {item.owner ?? t('cases.unassigned')}</span> : null}
      </td>
      <td>
        {name('promise', item.promise)} <span className="muted">{name('channel', item.channel)}</span>
      </td>
      <td>{span(item.secondsLeft)}</td>
      <td className={item.state === 'missed' ? 'bad-text' : ''}>{name('clockState', item.state)}</td>
      <td className="num">
        <a href={caseAddress(item.caseId)}>{t('clocks.open')}</a>
      </td>
    </tr>
  );
}

/** Every due date that a calendar moved, the newest first. */
export function MovedPanel({ tick, zone }: ListProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const query = useQuery('moved', tick, (signal) => api.movedDates(signal));
  const items = query.data?.items ?? [];
  return (
    <Panel title={t('figures.movedTitle')} className="list-panel" query={query}>
      {items.length === 0 ? (
        <p className="empty">{t('figures.movedNone')}</p>
      ) : (
        <List
          title={t('figures.movedTitle')}
          head={[t('figures.promise'), t('figures.movedFrom'), t('figures.movedTo'), t('figures.movedBy')]}
        >
          {items.map((item) => (
            <MovedRow key={`${item.clockId} ${item.recordedAt}`} item={item} zone={zone} />
          ))}
        </List>
      )}
    </Panel>
  );
}

function MovedRow({ item, zone }: { item: MovedItem; zone: string }) {
  const { t, name, dateIn } = useWords();
  return (
    <tr>
      <td>{name('promise', item.promise)}</td>
      <td>{dateIn(zone, item.from)}</td>
      <td>
        {dateIn(zone, item.to)}{' '}
        {item.provisional ? <span className="badge warn">{t('promises.provisional')}</span> : null}
      </td>
      <td>{item.calendarVersion ?? '—'}</td>
      <td className="num">
        <a href={caseAddress(item.caseId)}>{t('clocks.open')}</a>
      </td>
    </tr>
  );
}

function List({ title, head, children }: { title: string; head: string[]; children: React.ReactNode }) {
  const { t } = useWords();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={title}>
      <table aria-label={title}>
        <thead>
          <tr>
            {head.map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
            <th scope="col" className="num">
              {t('clocks.case')}
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
