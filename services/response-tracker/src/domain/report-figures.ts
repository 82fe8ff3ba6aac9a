import type { PromiseKind } from '@hearback/contracts';
import type { Figure } from '@hearback/proof';
import { answerOf, type FigureRow } from './figure-answer';
import { reportKeyOf, type ReportDimension } from './report-clock';
import { nameOf } from './report-names';
import {
  check,
  countHeads,
  EACH,
  figureCells,
  OTHERS,
  plain,
  RESPONSE,
  section,
  text,
  type Context,
  type Group,
  type ReportRow,
  type ReportSection,
} from './report-parts';

function figureRow(context: Context, group: Group, figure: Figure): ReportRow {
  const clocks = context.clocks.filter(({ promise }) => group.promises.includes(promise));
  const name = nameOf(context.data.question.language, 'promise', group.promise);
  const { language } = context.data.question;
  const value = group.promises.map((promise) => nameOf(language, 'promise', promise)).join(' / ');
  const where = { column: context.say('column.promise'), value };
  return { cells: [text(name), ...figureCells(context, figure, clocks)], clocks, where };
}

function figureOfGroup({ data }: Context, { promises }: Group): Figure {
  return answerOf(ofPromises(data.rows, promises), 'total').total;
}

const ofPromises = (rows: readonly FigureRow[], promises: readonly PromiseKind[]) =>
  rows.filter(({ promise }) => promises.includes(promise));

/** The headline: the 24-hour promises together, and each of the two. */
export function rateSection(context: Context): ReportSection {
  const { say } = context;
  const rows = [RESPONSE, ...EACH.slice(0, 2)].map((group) => figureRow(context, group, figureOfGroup(context, group)));
  const notes = [say('rateNote'), ...cutNote(context), say('verify')];
  return section(context, { id: 'rate', notes, columns: [say('column.promise'), ...countHeads(say)], rows });
}

function cutNote({ data, say, clocks }: Context): string[] {
  return data.cohort.complete ? [] : [say('cut', { listed: clocks.length })];
}

/** What stands in no rate, by why. */
export function withdrawnSection(context: Context): ReportSection {
  const { data, say, clocks } = context;
  const { language } = data.question;
  const rows = [RESPONSE, ...OTHERS].flatMap((group) => {
    const promise = nameOf(language, 'promise', group.promise);
    return answerOf(ofPromises(data.rows, group.promises), 'total').excluded.map(({ reason, count }): ReportRow => {
      const behind = clocks.filter((one) => group.promises.includes(one.promise) && one.withdrawnReason === reason);
      check(reason, { value: count, listed: behind.length, complete: data.cohort.complete });
      const named = reason === '' ? say('empty') : nameOf(language, 'reason', reason);
      const cells = [text(promise), text(named), { kind: 'count', value: count, clocks: behind } as const];
      return { cells, clocks: behind, where: { column: say('column.outcome'), value: named } };
    });
  });
  const columns = [say('column.promise'), say('column.reason'), say('column.count')];
  return section(context, { id: 'withdrawn', columns, rows: rows.length > 0 ? rows : [plain(say('none'), '', '')] });
}

/** The on-time rate of every promise. */
export function promisesSection(context: Context): ReportSection {
  const { say } = context;
  const rows = EACH.map((group) => figureRow(context, group, figureOfGroup(context, group)));
  return section(context, { id: 'promises', columns: [say('column.promise'), ...countHeads(say)], rows });
}

/** The figures by one property. */
export function dimensionSection(context: Context, dimension: ReportDimension): ReportSection {
  const { data, say, clocks } = context;
  const { language } = data.question;
  const rows = [RESPONSE, ...OTHERS].flatMap((group) => {
    const ofGroup = clocks.filter(({ promise }) => group.promises.includes(promise));
    return answerOf(ofPromises(data.rows, group.promises), dimension).by.map(({ key, ...figure }): ReportRow => {
      const behind = ofGroup.filter((clock) => reportKeyOf(dimension, clock) === key);
      const name = key === '' ? say('empty') : nameOf(language, dimension, key);
      const cells = [text(name), text(nameOf(language, 'promise', group.promise))];
      const where = { column: say(`column.${dimension}`), value: name };
      return { cells: [...cells, ...figureCells(context, figure, behind)], clocks: behind, where };
    });
  });
  const columns = [say(`column.${dimension}`), say('column.promise'), ...countHeads(say)];
  return section(context, { id: dimension, columns, rows });
}
