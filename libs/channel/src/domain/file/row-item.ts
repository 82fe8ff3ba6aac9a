import type { Fault } from '../fault';
import type { Cell, FileRow } from './cell';
import type { FileRowId } from '../arrival';
import { isOurReport, unguarded } from './bad-rows';
import { ROW_HEADING } from './file-headings';
import type { Column, FileLayout } from './file-layout';
import { timeOfCell } from './file-time';

/** A row in the words of POST /v1/feedback, or what is wrong with its cells; a fault's path is the field. */
export interface RowItem {
  value: Record<string, unknown>;
  faults: Fault[];
}

/** What a row says. Empty cells say nothing; several columns of words are its lines. */
export function itemOfRow({ cells, fault }: FileRow, { columns }: FileLayout): RowItem {
  const item: RowItem = { value: {}, faults: [] };
  if (fault) return { value: {}, faults: [fault] };
  const size = sizeFault(cells, columns);
  if (size) return { value: {}, faults: [size] };
  const ours = isOurReport(columns);
  columns.forEach(({ use }, index) => {
    const cell = cells[index];
    if (!cell || use === 'nothing' || cell.text.trim() === '') return;
    put(item, use, ours ? { ...cell, text: unguarded(cell.text) } : cell);
  });
  readTimes(item);
  return item;
}

/**
 * The row that this row is: in a report of bad rows that was mended the row of the first file, so that mending, replaying
 * and sending the first file again all speak of one feedback; else itself.
 */
export function originOf({ row, cells }: FileRow, { columns }: FileLayout, fileId: string): FileRowId {
  const told = isOurReport(columns) ? cells[columns.findIndex(({ heading }) => heading === ROW_HEADING)] : undefined;
  const first = /^([0-9a-f]{64}):(\d{1,9})$/.exec(told?.text.trim() ?? '');
  return first ? { fileId: first[1]!, row: Number(first[2]) } : { fileId, row };
}

/** The fields of a fault's column, for the report. */
export function columnOf(path: string, { columns }: FileLayout): string | undefined {
  return columns.find(({ use }) => use === path)?.heading;
}

function sizeFault(cells: readonly Cell[], columns: readonly Column[]): Fault | undefined {
  const filled = cells.findLastIndex(({ text }) => text.trim() !== '') + 1;
  if (filled > columns.length)
    return {
      path: '',
      reason: 'too-many-columns',
      detail: `has ${filled} cells under ${columns.length} headings; a cell with a delimiter in it needs quotes`,
    };
  return undefined;
}

function put(item: RowItem, use: string, cell: Cell): void {
  const fault = cellFault(use, cell);
  if (fault) item.faults.push({ path: use, ...fault });
  else if (use === 'text') item.value.text = joined(item.value.text, cell.text, '\n');
  else if (use === 'time-of-day') item.value.occurredAt = joined(item.value.occurredAt, cell.text.trim(), ' ');
  else if (use === 'rating.stars' || use.startsWith('engagement.')) putNumber(item, use, cell.text);
  else if (use.startsWith('attributes.')) nest(item.value, ['attributes', use.slice(11)], cell.text);
  else nest(item.value, use.split('.'), use === 'author.kind' ? kindOf(cell.text) : cell.text.trim());
}

function joined(before: unknown, text: string, separator: string): string {
  return before === undefined ? text : `${String(before)}${separator}${text}`;
}

function nest(value: Record<string, unknown>, [first, second]: string[], content: unknown): void {
  if (second === undefined) value[first!] = content;
  else value[first!] = Object.assign((value[first!] as object | undefined) ?? {}, { [second]: content });
}

// Where a wrong digit makes another customer, or another feedback, out of this one.
const IDS = new Set(['externalId', 'inReplyTo', 'sharedFrom', 'author.id', 'author.phone', 'author.customerNumber']);

function cellFault(use: string, cell: Cell): Omit<Fault, 'path'> | undefined {
  if (cell.cut) return { reason: 'too-long', detail: 'is longer than any field may be' };
  if (cell.text.includes('\ufffd'))
    return { reason: 'broken-encoding', detail: 'holds bytes that are no characters; export it again as UTF-8' };
  if (IDS.has(use) && (cell.digitsLost || /^\d(?:\.\d+)?E\+?\d+$/i.test(cell.text.trim())))
    return {
      reason: 'digits-lost',
      detail: 'the spreadsheet has rounded this number; format the column as text and export it again',
    };
  if (cell.merged && (use === 'text' || use === 'externalId'))
    return {
      reason: 'merged-cell',
      detail: 'is merged with rows above, so nobody can tell whose words they are; unmerge the cells',
    };
  return undefined;
}

const FULL_STARS = /^[★⭐]{1,5}☆{0,4}$/u;
const CHINESE_DIGITS = '零一二三四五';

function putNumber(item: RowItem, use: string, text: string): void {
  const plain = text.normalize('NFKC').replace(/[\ufe0f\s]/g, '');
  const bare = plain.replace(/(?:星|颗星|分|stars?|\/5)$/i, '');
  const chinese = bare.length === 1 ? CHINESE_DIGITS.indexOf(bare) : -1;
  const number = FULL_STARS.test(plain)
    ? [...plain].filter((star) => star !== '☆').length
    : chinese > 0
      ? chinese
      : /^\d+(?:\.0+)?$/.test(bare)
        ? Number(bare)
        : NaN;
  const stars = use === 'rating.stars';
  const fits = stars ? number >= 1 && number <= 5 : Number.isSafeInteger(number);
  if (fits) return nest(item.value, use.split('.'), number);
  const expected = stars ? 'expected a whole number of stars from 1 to 5' : 'expected a whole number';
  item.faults.push({ path: use, reason: 'wrong-format', detail: expected });
}

const KINDS = new Map(
  Object.entries({
    个人: 'individual',
    企业: 'enterprise',
    公司: 'enterprise',
    政府: 'government',
  }),
);

function kindOf(text: string): string {
  return KINDS.get(text.trim()) ?? text.trim().toLowerCase();
}

function readTimes(item: RowItem): void {
  for (const field of ['occurredAt', 'updatedAt']) {
    const given = item.value[field];
    if (typeof given !== 'string') continue;
    const time = timeOfCell(given);
    if (time !== null) item.value[field] = time;
    else item.faults.push({ path: field, ...NOT_A_TIME });
  }
}

const NOT_A_TIME = {
  reason: 'not-a-time',
  detail: 'expected a time with the year first, for instance 2026-03-01 09:30',
};
