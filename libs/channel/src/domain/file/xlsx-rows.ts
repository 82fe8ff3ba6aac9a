import type { Cell, FileRow } from './cell';
import { FILE_LIMITS } from './file-limits';
import { timeOfSerial } from './file-time';
import { columnNumber, mergeFiller, type Merge } from './xlsx-merges';
import type { StringTable } from './xlsx-strings';
import { xmlReader } from './xlsx-xml';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  strings: StringTable;
  dateStyles: readonly boolean[];
  since1904: boolean;
  merges: readonly Merge[];
}

/** Reads a sheet piece by piece. */
export interface XlsxRows {
  /** The rows that end in what was written so far; empty rows that the file leaves out are missing. */
  write(xml: string): FileRow[];
  end(): FileRow[];
}

interface OpenCell {
  column: number;
  type: string;
  date: boolean;
  value: string;
  formula: string;
}

/** The rows of a sheet. Nothing is computed: of a formula the file's last result counts, else the formula itself is text. */
export function xlsxRows(context: SheetContext): XlsxRows {
  const fill = mergeFiller(context.merges);
  let rows: FileRow[] = [];
  let current: FileRow = { row: 0, cells: [] };
  let cell: OpenCell | null = null;
  let into: 'value' | 'formula' | null = null;
  let inReading = 0;
  let next = 0;
  const open = new Map<string, (attributes: Record<string, string>) => void>([
    ['row', ({ r }) => void ((current = { row: rowNumber(r, current.row), cells: [] }), (next = 0))],
    ['c', (attributes) => void (cell = openCell(attributes, next, context))],
    ['v', () => void (into = 'value')],
    ['t', () => void (into = inReading === 0 ? 'value' : null)],
    ['f', () => void (into = 'formula')],
    ['rPh', () => void inReading++],
  ]);
  const endOfCell = () => {
    if (cell) putCell(current, cell, context);
    // A cell that does not say where it stands follows the one before, though that was empty.
    next = (cell?.column ?? next) + 1;
    cell = null;
  };
  const close = new Map<string, () => void>([
    ...['v', 't', 'f'].map((name) => [name, () => void (into = null)] as const),
    ['rPh', () => void inReading--],
    ['c', endOfCell],
    ['row', () => void (fill(current.row, current.cells), rows.push(current))],
  ]);
  const reader = xmlReader({
    open: (name, attributes) => open.get(name)?.(attributes),
    close: (name) => close.get(name)?.(),
    text: (text) => {
      if (cell && into && cell[into].length <= FILE_LIMITS.cell) cell[into] += text;
    },
  });
  const taken = () => {
    const read = rows;
    rows = [];
    return read;
  };
  return {
    write: (xml) => {
      reader.write(xml);
      return taken();
    },
    end: () => {
      reader.end();
      return taken();
    },
  };
}

function rowNumber(given: string | undefined, before: number): number {
  const number = Number(given);
  return Number.isInteger(number) && number > before ? number : before + 1;
}

function openCell({ r, t = 'n', s }: Record<string, string>, next: number, context: SheetContext): OpenCell {
  const column = r === undefined ? next : columnNumber(r);
  return {
    column: column < 0 ? next : column,
    type: t,
    date: context.dateStyles[Number(s)] ?? false,
    value: '',
    formula: '',
  };
}

function putCell(row: FileRow, cell: OpenCell, context: SheetContext): void {
  const read = cellOf(cell, context);
  if (read.text === '') return;
  // Beyond this no heading reaches; the cell is counted as one too many, and its words stay out of memory.
  const column = Math.min(cell.column, FILE_LIMITS.columns);
  while (row.cells.length < column) row.cells.push({ text: '' });
  row.cells[column] = read;
}

function cellOf(cell: OpenCell, context: SheetContext): Cell {
  const { value, formula, type } = cell;
  if (formula !== '' && (value === '' || type === 'e')) return sized(`=${formula}`);
  const read = READ_BY_TYPE.get(type);
  return read ? read(value.trim(), cell, context) : sized(unescaped(value));
}

const READ_BY_TYPE = new Map<string, (value: string, cell: OpenCell, context: SheetContext) => Cell>([
  ['s', (value, _cell, { strings }) => sized(unescaped(strings.at(Number(value)) ?? ''))],
  ['n', (value, { date }, context) => (value === '' ? { text: '' } : numberCell(value, date, context))],
  ['d', (value) => ({ text: value.replace(/T00:00:00(?:\.0+)?Z?$/, '') })],
  ['b', (value) => ({ text: value === '1' ? 'TRUE' : 'FALSE' })],
]);

function sized(text: string): Cell {
  return text.length <= FILE_LIMITS.cell ? { text } : { text: text.slice(0, FILE_LIMITS.cell), cut: true };
}

// A spreadsheet keeps 15 digits of a number: the last ones of a longer id were lost when somebody typed it in.
const EXACT_BELOW = 1e15;

function numberCell(value: string, date: boolean, context: SheetContext): Cell {
  const number = Number(value);
  if (!Number.isFinite(number)) return { text: value };
  if (date && number >= 0) return { text: timeOfSerial(number, context.since1904) };
  if (!Number.isInteger(number)) return { text: String(Number(number.toPrecision(15))) };
  if (Math.abs(number) < EXACT_BELOW) return { text: String(number) };
  return { text: Number.isSafeInteger(number) ? String(number) : value, digitsLost: true };
}

/** Spreadsheets write characters that XML cannot hold as _x0000_. */
function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}
