import type { ReportClock } from '../domain/report-clock';
import type { ReportCell, ReportModel, ReportRow, ReportSection } from '../domain/report-parts';
import { localTime } from '../domain/report-time';
import { nameOf } from '../domain/report-names';
import type { ReportQuestion } from '../domain/report-question';
import { rangesInWords } from '../domain/report-ranges';
import { durationInWords, wordsIn, type Say } from '../domain/report-words';
import { openPdf, type Pdf, type PdfCell, type PdfTable } from './pdf-page';
import type { ReportFonts } from './report-fonts';

export interface PdfSetting {
  question: Pick<ReportQuestion, 'language' | 'zone'>;
  fonts: ReportFonts;
  caseUrl(caseId: string): string;
  /** Promises in the appendix at most; a longer list is for the workbook. */
  mostListed: number;
}

interface Appendix {
  clocks: readonly ReportClock[];
  numberOf: ReadonlyMap<string, number>;
}

/**
 * A report on pages of A4: the sections of the workbook, and an appendix that lists the promises by number. Beside each
 * line stands under which numbers its promises are. Text can be selected, in every language.
 */
export async function reportPdf(model: ReportModel, setting: PdfSetting): Promise<Buffer> {
  const say = wordsIn(setting.question.language);
  const pdf = await openPdf({ title: model.title, language: setting.question.language, fonts: setting.fonts });
  const appendix = appendixOf(model.clocks, setting.mostListed);
  await pdf.heading(model.title, 1);
  await pdf.table({ columns: [{ share: 22 }, { share: 78 }], rows: model.facts.map((fact) => fact.map(cell)) });
  for (const section of model.sections) await writeSection(pdf, section, { say, appendix, setting });
  await writeAppendix(pdf, appendix, { say, setting, all: model.clocks.length });
  return pdf.end((page, pages) => say('page', { page, pages }));
}

// Those that are not simply met come first: whoever checks a rate begins with them.
function appendixOf(all: readonly ReportClock[], most: number): Appendix {
  const isPlain = ({ outcome, confirmed }: ReportClock) => outcome === 'met' && !confirmed;
  const clocks = [...all.filter((clock) => !isPlain(clock)), ...all.filter(isPlain)].slice(0, most);
  return { clocks, numberOf: new Map(clocks.map(({ clockId }, index) => [clockId, index + 1])) };
}

interface Context {
  say: Say;
  appendix: Appendix;
  setting: PdfSetting;
}

const cell = (text: string): PdfCell => ({ text });
const isNumber = ({ kind }: ReportCell) => kind !== 'text';

async function writeSection(pdf: Pdf, section: ReportSection, context: Context): Promise<void> {
  await pdf.heading(section.title, 2);
  for (const note of section.notes) await pdf.paragraph(note);
  if (section.columns.length === 0) return;
  if (section.rows.length === 0) return pdf.paragraph(context.say('none'));
  await pdf.table(tableOf(section, context));
}

// Where the promises of a line are. The backlog is not of the period: its cases are in the workbook.
const isTraced = ({ id }: ReportSection) => id !== 'backlog' && id !== 'misses';

function tableOf(section: ReportSection, context: Context): PdfTable {
  const hasBehind = isTraced(section) && section.rows.some(({ clocks }) => clocks.length > 0);
  const first = section.rows[0]!.cells;
  const isRight = (index: number) => isNumber(first[index] ?? { kind: 'text', text: '' });
  const columns: PdfTable['columns'] = section.columns.map((head, index) => ({
    head,
    share: isRight(index) ? 9 : shareOf(section, index),
    right: isRight(index),
  }));
  if (hasBehind) columns.push({ head: context.say('appendix'), share: 20 });
  const rows = section.rows.map((row) => {
    const cells = row.cells.map((one) => writtenCell(one, context.say));
    if (section.id === 'misses') cells[cells.length - 1] = caseCell(row, context);
    return hasBehind ? [...cells, cell(behind(row, context))] : cells;
  });
  return { columns, rows };
}

function shareOf({ id, columns }: ReportSection, index: number): number {
  if (id === 'misses') return index === columns.length - 1 ? 30 : 14;
  if (id === 'excludes') return index === 0 ? 20 : 80;
  return 16;
}

function caseCell({ clocks: [clock], cells }: ReportRow, { setting }: Context): PdfCell {
  const last = cells.at(-1)!;
  const text = last.kind === 'text' ? last.text : '';
  return clock ? { text, link: setting.caseUrl(clock.caseId) } : { text };
}

function writtenCell(one: ReportCell, say: Say): PdfCell {
  if (one.kind === 'seconds') return cell(one.value === null ? '–' : durationInWords(one.value, say));
  return cell(one.kind === 'count' ? String(one.value) : one.text);
}

/** The numbers in the appendix; where they are too many stretches, how to find the lines. */
function behind({ clocks, where }: ReportRow, { say, appendix }: Context): string {
  const numbers = clocks.flatMap(({ clockId }) => appendix.numberOf.get(clockId) ?? []);
  const ranges = rangesInWords(numbers, MOST_STRETCHES);
  if (ranges !== null) return ranges;
  return where ? say('appendixWhere', { ...where }) : '';
}
const MOST_STRETCHES = 10;

async function writeAppendix(
  pdf: Pdf,
  { clocks }: Appendix,
  { say, setting, all }: Pick<Context, 'say' | 'setting'> & { all: number },
): Promise<void> {
  await pdf.newPage();
  await pdf.heading(`${say('appendix')}: ${say('section.clocks')}`, 2);
  if (clocks.length < all) await pdf.paragraph(say('cutPdf', { listed: clocks.length }));
  if (clocks.length === 0) return pdf.paragraph(say('none'));
  const names = ['number', 'outcome', 'promise', 'channel', 'product', 'cause', 'branch', 'team', 'owner'] as const;
  const heads = [
    ...names.map((name) => say(`column.${name}`)),
    say('column.due'),
    `${say('column.case')} / ${say('column.clock')}`,
  ];
  // Two ids of 36 characters, a line each.
  const shares = [5, 7, 8, 8, 8, 8, 6, 6, 6, 9, 33];
  const columns = heads.map((head, index) => ({ head, share: shares[index]!, right: index === 0 }));
  await pdf.table({ columns, rows: clocks.map((clock, index) => clockRow(clock, index + 1, { say, setting })) });
}

function clockRow(clock: ReportClock, number: number, { say, setting }: Pick<Context, 'say' | 'setting'>): PdfCell[] {
  const { language, zone } = setting.question;
  const named = (axis: string, code: string) => cell(nameOf(language, axis, code));
  const outcome = clock.outcome === 'met' && clock.confirmed ? say('confirmed') : null;
  const reason = clock.withdrawnReason ? `: ${nameOf(language, 'reason', clock.withdrawnReason)}` : '';
  return [
    cell(String(number)),
    cell(outcome ?? `${nameOf(language, 'outcome', clock.outcome)}${reason}`),
    named('promise', clock.promise),
    named('channel', clock.channel),
    named('product', clock.product),
    named('cause', clock.cause),
    cell(clock.branch ?? ''),
    cell(clock.team ?? ''),
    cell(clock.owner ?? ''),
    cell(localTime(zone, clock.dueAt)),
    { text: `${clock.caseId} ${clock.clockId}`, link: setting.caseUrl(clock.caseId) },
  ];
}
