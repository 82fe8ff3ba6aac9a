import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node';
import { neutralCell } from '../domain/neutral-cell';
import type { ReportClock } from '../domain/report-clock';
import type { ReportCell, ReportModel, ReportRow, ReportSection } from '../domain/report-parts';
import { nameOf } from '../domain/report-names';
import type { ReportQuestion } from '../domain/report-question';
import { localTime } from '../domain/report-time';
import { wordsIn, type Say } from '../domain/report-words';
import { linksFeature, type SheetLinks } from './xlsx-links';

export interface XlsxSetting {
  question: Pick<ReportQuestion, 'language' | 'zone'>;
  /** Where a person opens a case. */
  caseUrl(caseId: string): string;
}

interface Sheet {
  sheet: string;
  data: SheetData;
  columns: { width: number }[];
  stickyRowsCount?: number;
  links: SheetLinks;
}

/** A list of promises on a sheet, and where each row of the section begins in it. */
interface ListSheet extends Sheet {
  firstRowOf: Map<readonly ReportClock[], number>;
}

/**
 * A report as a workbook: a sheet for each section, and after it a sheet that lists the promises behind each of its
 * figures. Every counted cell is a number and a link to exactly the rows it counts.
 */
export async function reportXlsx(model: ReportModel, setting: XlsxSetting): Promise<Buffer> {
  const say = wordsIn(setting.question.language);
  const sheets: Sheet[] = [frontSheet(model)];
  for (const [index, section] of model.sections.entries()) {
    const list = section.id === 'misses' ? null : listSheet(section, { ...setting, say, number: index + 1 });
    sheets.push(sectionSheet(section, { ...setting, say, number: index + 1, list }));
    if (list) sheets.push(list);
  }
  const feature = linksFeature(sheets.map(({ links }) => links));
  const written = writeXlsxFile(
    sheets.map(({ sheet, data, columns, stickyRowsCount }) => ({
      ...{ sheet, data, columns },
      ...(stickyRowsCount === undefined ? {} : { stickyRowsCount }),
    })),
    { features: [feature] },
  );
  return written.toBuffer();
}

const HEAD = { fontWeight: 'bold', backgroundColor: '#E8EDF3', wrap: true } as const;
const LINK = { textColor: '#0B57D0' } as const;
const text = (value: string): Cell => ({ type: String, value: neutralCell(value) });
const head = (value: string): Cell => ({ type: String, value: neutralCell(value), ...HEAD });
const title = (value: string): Cell => ({ type: String, value, fontWeight: 'bold', fontSize: 14 });

function frontSheet({ title: name, facts, sections }: ReportModel): Sheet {
  const data: SheetData = [[title(name)], [], ...facts.map(([label, value]) => [head(label), text(value)]), []];
  const links: SheetLinks = [];
  for (const [index, section] of sections.entries()) {
    links.push({ cell: cellName(0, data.length + 1), place: `'${sheetName('', index + 1, section)}'!A1` });
    data.push([{ type: String, value: section.title, ...LINK }]);
  }
  return { sheet: sheetName('', 0, { title: name }), data, columns: [{ width: 30 }, { width: 90 }], links };
}

interface Place extends XlsxSetting {
  say: Say;
  number: number;
}

function sectionSheet(section: ReportSection, place: Place & { list: ListSheet | null }): Sheet {
  const { say, number, list } = place;
  const data: SheetData = [[title(section.title)], ...section.notes.map((note) => [text(note)]), []];
  const links: SheetLinks = [];
  if (section.columns.length > 0) data.push([...section.columns, ...(list ? [say('column.behind')] : [])].map(head));
  for (const row of section.rows) {
    const line = data.length + 1;
    for (const [column, cell] of row.cells.entries()) {
      const link = list && linkOf(list, row, cell);
      if (link) links.push({ cell: cellName(column, line), place: link });
    }
    const cells = row.cells.map(written);
    if (section.id === 'misses') links.push(...caseLink(row, cellName(cells.length - 1, line), place));
    data.push(list ? [...cells, text(behind(row, list, say))] : cells);
  }
  const columns = section.columns.length > 0 ? section.columns.map((_, index) => ({ width: index < 2 ? 26 : 13 })) : [];
  return { sheet: sheetName('', number, section), data, columns: [...columns, { width: 46 }], links };
}

function caseLink({ clocks: [clock] }: ReportRow, cell: string, { caseUrl }: Place): SheetLinks {
  return clock ? [{ cell, url: caseUrl(clock.caseId) }] : [];
}

function written(cell: ReportCell): Cell {
  if (cell.kind === 'text') return text(cell.text);
  if (cell.kind === 'rate') return { type: String, value: cell.text, align: 'right' };
  if (cell.value === null) return null;
  const isLinked = cell.kind === 'count' && cell.clocks && cell.clocks.length > 0;
  return { type: Number, value: cell.value, ...(isLinked ? LINK : {}) };
}

/** The rows that a cell counts: a stretch of the rows of its line. */
function linkOf(list: ListSheet, row: ReportRow, cell: ReportCell): string | null {
  if ((cell.kind !== 'count' && cell.kind !== 'rate') || !cell.clocks || cell.clocks.length === 0) return null;
  const first = list.firstRowOf.get(row.clocks)! + row.clocks.indexOf(cell.clocks[0]!);
  return `'${list.sheet}'!A${first}:Q${first + cell.clocks.length - 1}`;
}

function behind({ clocks }: ReportRow, { sheet, firstRowOf }: ListSheet, say: Say): string {
  if (clocks.length === 0) return '';
  const from = firstRowOf.get(clocks)!;
  return `${say('sheet', { sheet })} ${say('rows', { from, to: from + clocks.length - 1 })}`;
}

const LIST_COLUMNS = [
  ...(['row', 'outcome', 'promise', 'term', 'channel', 'product', 'cause', 'branch', 'team', 'owner'] as const),
  ...(['started', 'due', 'answered', 'confirmed', 'reason', 'case', 'clock'] as const),
];
const CASE_COLUMN = LIST_COLUMNS.indexOf('case');
const WIDTHS = [30, 14, 16, 20, 14, 14, 18, 14, 14, 14, 20, 20, 20, 12, 22, 38, 38];
/** Most links that a sheet may have is 65,530; each list row has one. */
const MOST_LINKS = 60_000;

function listSheet(section: ReportSection, place: Place): ListSheet | null {
  const { say, number, caseUrl } = place;
  const data: SheetData = [LIST_COLUMNS.map((name) => head(say(`column.${name}`)))];
  const firstRowOf: ListSheet['firstRowOf'] = new Map();
  const links: SheetLinks = [];
  for (const { clocks, cells } of section.rows) {
    if (clocks.length === 0 || firstRowOf.has(clocks)) continue;
    firstRowOf.set(clocks, data.length + 1);
    for (const clock of clocks) {
      if (links.length < MOST_LINKS)
        links.push({ cell: cellName(CASE_COLUMN, data.length + 1), url: caseUrl(clock.caseId) });
      data.push(clockRow(clock, labelOf(cells), place));
    }
  }
  if (firstRowOf.size === 0) return null;
  const sheet = sheetName('L', number, section);
  return { sheet, data, columns: WIDTHS.map((width) => ({ width })), stickyRowsCount: 1, firstRowOf, links };
}

function labelOf(cells: readonly ReportCell[]): string {
  const texts = cells.flatMap((cell) => (cell.kind === 'text' && cell.text !== '' ? [cell.text] : []));
  return texts.slice(0, 2).join(' · ');
}

function clockRow(clock: ReportClock, label: string, { question, say }: Place): Cell[] {
  const { language, zone } = question;
  const named = (axis: string, code: string) => text(nameOf(language, axis, code));
  return [
    text(label),
    named('outcome', clock.outcome),
    named('promise', clock.promise),
    text(clock.term),
    named('channel', clock.channel),
    named('product', clock.product),
    named('cause', clock.cause),
    text(clock.branch ?? ''),
    text(clock.team ?? ''),
    text(clock.owner ?? ''),
    date(zone, clock.startedAt),
    date(zone, clock.dueAt),
    clock.fulfilledAt && date(zone, clock.fulfilledAt),
    text(clock.outcome === 'met' && clock.confirmed ? say('confirmed') : ''),
    named('reason', clock.withdrawnReason ?? ''),
    { type: String, value: clock.caseId, ...LINK },
    { type: String, value: clock.clockId },
  ];
}

// A workbook knows no zones: the cell holds what the clock on the bank's wall showed.
function date(zone: string, at: Date): Cell {
  const wall = new Date(`${localTime(zone, at).replace(' ', 'T')}Z`);
  return { type: Date, value: wall, format: 'yyyy-mm-dd hh:mm:ss' };
}

/** At most 31 characters, and none that a sheet's name may not have. */
function sheetName(prefix: string, number: number, { title: name }: { title: string }): string {
  const front = number === 0 ? '' : `${prefix}${number} `;
  return `${front}${name.replace(/[[\]:*?/\\']/g, ' ')}`.slice(0, 31).trimEnd();
}

/** `B3`, for columns up to Z. @param column from 0 @param row from 1 */
function cellName(column: number, row: number): string {
  return `${String.fromCharCode(65 + column)}${row}`;
}
