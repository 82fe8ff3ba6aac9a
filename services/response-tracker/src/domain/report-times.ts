import { AGE_BANDS, type Backlog } from './figure-ages';
import { inListOrder, type ReportClock } from './report-clock';
import { nameOf } from './report-names';
import {
  check,
  plain,
  section,
  text,
  type Context,
  type ReportCell,
  type ReportRow,
  type ReportSection,
} from './report-parts';
import { localTime } from './report-time';

/** How long first replies in time took. */
export function timesSection(context: Context): ReportSection {
  const { data, say, clocks } = context;
  const first = clocks.filter(({ promise, outcome }) => promise === 'first-reply' && outcome === 'met');
  const rows = data.times.flatMap(({ channel, count, unanswered, ...times }) => {
    const behind = channel === null ? first : first.filter((clock) => clock.channel === channel);
    check('first replies', { value: count, listed: behind.length, complete: data.cohort.complete });
    const name = channel === null ? say('total') : nameOf(data.question.language, 'channel', channel);
    return (['wall', 'working'] as const).map((time): ReportRow => ({
      cells: [
        text(name),
        text(say(time)),
        { kind: 'count', value: count, clocks: behind },
        { kind: 'count', value: unanswered, clocks: null },
        ...times[time].map((value) => ({ kind: 'seconds', value }) as const),
      ],
      clocks: behind,
      where: { column: say('column.channel'), value: name },
    }));
  });
  const heads = [say('column.channel'), say('column.time'), say('column.met'), say('column.unanswered')];
  const columns = [...heads, say('column.mean'), 'p50', 'p90', 'p95', 'p99'];
  return section(context, { id: 'times', notes: [say('timesNote')], columns, rows });
}

/** What ran at the report's moment, by age. */
export function backlogSection(context: Context): ReportSection {
  const { data, say } = context;
  const { backlog, question } = data;
  const row = (name: string, { running, ages }: Backlog, clocks: readonly ReportClock[]): ReportRow => {
    check('running', { value: running, listed: clocks.length, complete: backlog.complete });
    const inOrder = [...clocks].sort(inListOrder).reverse();
    const bands = AGE_BANDS.map(({ band, from }, index): ReportCell => {
      const to = AGE_BANDS[index + 1]?.from ?? Infinity;
      const inBand = inOrder.filter(({ startedAt }) => isBetween(ageSeconds(question.asOf, startedAt), from, to));
      check(band, { value: ages[band], listed: inBand.length, complete: backlog.complete });
      return { kind: 'count', value: ages[band], clocks: inBand };
    });
    return {
      cells: [text(name), { kind: 'count', value: running, clocks: inOrder }, ...bands],
      clocks: inOrder,
      where: null,
    };
  };
  const rows = [
    row(say('total'), backlog, backlog.clocks),
    ...backlog.by.map(({ key, ...counts }) =>
      row(
        nameOf(question.language, 'promise', key),
        counts,
        backlog.clocks.filter(({ promise }) => promise === key),
      ),
    ),
  ];
  const columns = [say('column.promise'), say('column.running'), ...AGE_BANDS.map(({ band }) => band)];
  return section(context, { id: 'backlog', notes: [say('backlogNote')], columns, rows });
}

const ageSeconds = (asOf: Date, startedAt: Date) => Math.max(0, (asOf.getTime() - startedAt.getTime()) / 1_000);
const isBetween = (seconds: number, from: number, to: number) => seconds >= from && seconds < to;

/** Every miss, with its case. */
export function missesSection(context: Context): ReportSection {
  const { data, say, clocks } = context;
  const { language, zone } = data.question;
  const rows = clocks
    .filter(({ outcome }) => outcome === 'missed')
    .map((clock): ReportRow => {
      const { promise, channel, product, owner, startedAt, dueAt, caseId } = clock;
      const named = [nameOf(language, 'promise', promise), nameOf(language, 'channel', channel)];
      const times = [localTime(zone, startedAt), localTime(zone, dueAt)];
      const of = [nameOf(language, 'product', product), owner ?? say('empty')];
      return { ...plain(...named, ...of, ...times, caseId), clocks: [clock] };
    });
  const names = ['promise', 'channel', 'product', 'owner', 'started', 'due', 'case'] as const;
  return section(context, { id: 'misses', columns: names.map((name) => say(`column.${name}`)), rows });
}
