import { useWords } from '../i18n/language';
import type { ClockItem, ClockPage } from '../model/api-shapes';
import { clockFace } from '../model/figures';
import { caseAddress } from '../use-address';
import { useNow } from '../use-now';
import type { Query } from '../use-query';
import { Panel } from './panel';

interface ClocksPanelProps {
  missed: Query<ClockPage>;
  atRisk: Query<ClockPage>;
  running: Query<ClockPage>;
  offsetMs: number;
}

const GROUPS = {
  missed: { mark: '✕', className: 'bad' },
  atRisk: { mark: '▲', className: 'warn' },
  running: { mark: '◔', className: 'idle' },
} as const;
type Group = keyof typeof GROUPS;

/** What needs a person now: missed promises first, then those that were warned of, then what falls due next. */
export function ClocksPanel({ missed, atRisk, running, offsetMs }: ClocksPanelProps) {
  const { t } = useWords();
  const now = useNow(offsetMs);
  const shown = new Set(atRisk.data?.items.map(({ clockId }) => clockId));
  const next = running.data && { ...running.data, items: running.data.items.filter((c) => !shown.has(c.clockId)) };
  const all = { data: missed.data && atRisk.data && next, error: missed.error ?? atRisk.error ?? running.error };
  return (
    <Panel title={t('clocks.title')} className="clocks-panel" query={all}>
      <div className="scroll" tabIndex={0} role="group" aria-label={t('clocks.title')}>
        <ClockGroup group="missed" page={missed.data} empty={t('clocks.noneMissed')} now={now} />
        <ClockGroup group="atRisk" page={atRisk.data} empty={t('clocks.noneAtRisk')} now={now} />
        <ClockGroup group="running" page={next} empty={t('clocks.noneRunning')} now={now} />
      </div>
    </Panel>
  );
}

interface ClockGroupProps {
  group: Group;
  page: ClockPage | null;
  empty: string;
  now: number;
}

function ClockGroup({ group, page, empty, now }: ClockGroupProps) {
  const { t, number } = useWords();
  const items = page?.items ?? [];
  const count = number(items.length);
  const { mark, className } = GROUPS[group];
  return (
    <section className="clock-group" aria-label={t(`clocks.${group}`)}>
      <h3 className={className}>
        <span aria-hidden="true">{mark}</span> {t(`clocks.${group}`)}
        <span className="count">{page?.next ? t('clocks.more', { count }) : t('clocks.count', { count })}</span>
      </h3>
      {items.length === 0 ? <p className="empty">{empty}</p> : <ClockTable group={group} items={items} now={now} />}
    </section>
  );
}

function ClockTable({ group, items, now }: { group: Group; items: ClockItem[]; now: number }) {
  const { t } = useWords();
  return (
    <table className="clocks" aria-label={t(`clocks.${group}`)}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('clocks.left')}</th>
          <th scope="col">{t('channels.channel')}</th>
          <th scope="col">{t('clocks.due')}</th>
          <th scope="col">{t('clocks.case')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((clock) => (
          <ClockRow key={clock.clockId} clock={clock} now={now} className={GROUPS[group].className} />
        ))}
      </tbody>
    </table>
  );
}

function ClockRow({ clock, now, className }: { clock: ClockItem; now: number; className: string }) {
  const { t, name, time } = useWords();
  const left = Date.parse(clock.dueAt) - now;
  const face = clockFace(left);
  return (
    <tr>
      <td className={`countdown ${className}`}>
        {left < 0 ? t('clocks.overdueBy', { time: face }) : t('clocks.leftTime', { time: face })}
      </td>
      <td>{name('channel', clock.channel)}</td>
      <td className="muted">
        <time dateTime={clock.dueAt}>{time(clock.dueAt)}</time>
      </td>
      <td className="num">
        <a href={caseAddress(clock.caseId)}>{t('clocks.open')}</a>
      </td>
    </tr>
  );
}
