import { useWords } from '../i18n/language';
import type { Refusal } from '../model/channel-shapes';
import { mayReplay } from '../model/refusal-filter';
import { addressOf, refusalAddress } from '../use-address';
import { FaultList } from './fault-list';
import { RefusalStateBadge } from './refusal-state-badge';

interface RefusalTableProps {
  items: Refusal[];
  selected: string | null;
  /** Null where this person may not have them read again. */
  select: { chosen: ReadonlySet<string>; onChosen(chosen: ReadonlySet<string>): void } | null;
  nameOf(refusal: Refusal): string;
}

const FAULTS_SHOWN = 2;

export function RefusalTable({ items, selected, select, nameOf }: RefusalTableProps) {
  const { t } = useWords();
  return (
    <table className="cards refusals" aria-label={t('refused.title')}>
      <thead>
        <tr>
          {select ? (
            <th scope="col">
              <ChooseAll items={items} {...select} />
            </th>
          ) : null}
          <th scope="col">{t('refused.receivedAt')}</th>
          <th scope="col">{t('source.source')}</th>
          <th scope="col">{t('refused.faults')}</th>
          <th scope="col">{t('refused.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <RefusalRow
            key={item.refusedId}
            item={item}
            isSelected={item.refusedId === selected}
            select={select}
            name={nameOf(item)}
          />
        ))}
      </tbody>
    </table>
  );
}

function ChooseAll({ items, chosen, onChosen }: { items: Refusal[] } & NonNullable<RefusalTableProps['select']>) {
  const { t } = useWords();
  const all = items.filter(mayReplay).map(({ refusedId }) => refusedId);
  const isAll = all.length > 0 && all.every((id) => chosen.has(id));
  return (
    <input
      type="checkbox"
      aria-label={t('refused.chooseAll')}
      disabled={all.length === 0}
      checked={isAll}
      onChange={() => onChosen(new Set(isAll ? [] : all))}
    />
  );
}

interface RefusalRowProps extends Pick<RefusalTableProps, 'select'> {
  item: Refusal;
  isSelected: boolean;
  name: string;
}

function RefusalRow({ item, isSelected, select, name }: RefusalRowProps) {
  const { t, date } = useWords();
  const hidden = item.reasons.length - FAULTS_SHOWN;
  return (
    <tr className={isSelected ? 'selected' : ''}>
      {select ? (
        <td>
          <Choose item={item} {...select} />
        </td>
      ) : null}
      <td data-label={t('refused.receivedAt')}>
        <a
          href={refusalAddress(item.refusedId, addressOf(location.hash).sourceId)}
          aria-current={isSelected || undefined}
        >
          {date(item.receivedAt)}
        </a>
      </td>
      <td data-label={t('source.source')}>
        {name}
        <p className="case-sub muted">{item.format}</p>
      </td>
      <td data-label={t('refused.faults')}>
        <FaultList faults={item.reasons.slice(0, FAULTS_SHOWN)} />
        {hidden > 0 ? <p className="case-sub muted">{t('refused.moreFaults', { count: hidden })}</p> : null}
      </td>
      <td data-label={t('refused.state')}>
        <RefusalStateBadge refusal={item} />
      </td>
    </tr>
  );
}

function Choose({ item, chosen, onChosen }: { item: Refusal } & NonNullable<RefusalTableProps['select']>) {
  const { t, date } = useWords();
  const toggle = () => {
    const next = new Set(chosen);
    if (!next.delete(item.refusedId)) next.add(item.refusedId);
    onChosen(next);
  };
  return (
    <input
      type="checkbox"
      aria-label={t('refused.choose', { time: date(item.receivedAt) })}
      disabled={!mayReplay(item)}
      checked={chosen.has(item.refusedId) && mayReplay(item)}
      onChange={toggle}
    />
  );
}
