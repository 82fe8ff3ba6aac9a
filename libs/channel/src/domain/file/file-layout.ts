import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { simplifyCharacters } from '@hearback/text';
import { isEmptyRow, type FileRow } from './cell';
import { FIELD_OF_HEADING, FILE_FIELDS, REASON_HEADING, ROW_HEADING, type FileField } from './file-headings';
import { FILE_LIMITS } from './file-limits';
import { FileRefused } from './file-refused';

/** What a column fills: a field, an attribute, the time of day beside a date, or nothing. */
export type ColumnUse = FileField | `attributes.${string}` | 'time-of-day' | 'nothing';

export interface Column {
  heading: string;
  use: ColumnUse;
}

/** How the rows of a file are read, found in its heading. */
export interface FileLayout {
  headingRow: number;
  columns: Column[];
}

/** Hearback's field by the heading, as the source's mapping says; it goes before what headings mean by themselves. */
export type Mapping = Readonly<Record<string, string>>;

/**
 * The first row that names a column for the customer's words; titles above it are passed over. A column that nothing is
 * known of becomes an attribute under its heading, so that nothing of a file is lost.
 * @throws FileRefused 422 when there is none among the first rows, or the mapping names no field of Hearback's
 */
export function layoutOf(rows: readonly FileRow[], mapping: Mapping): FileLayout {
  const fields = new Map(Object.entries(mapping).map(([heading, field]) => [folded(heading), usable(heading, field)]));
  const candidates = rows.filter((row) => !row.fault && !isEmptyRow(row)).slice(0, FILE_LIMITS.headingWithin);
  for (const { row, cells } of candidates) {
    const headings = withoutEmptyEnd(cells.map(({ text }) => text.trim()));
    const columns = columnsOf(headings, fields);
    if (columns.some(({ use }) => use === 'text')) return checked({ headingRow: row, columns });
  }
  throw noHeading(candidates[0], mapping);
}

/** Headings are compared without width, case, spaces, hyphens, brackets and script. */
function folded(heading: string): string {
  const plain = heading.normalize('NFKC').toLowerCase();
  return simplifyCharacters(plain.replace(/\([^)]*\)/g, '').replace(/[\s_\-:*"'“”‘’/、]/g, ''));
}

function usable(heading: string, field: string): ColumnUse {
  const known = FILE_FIELDS.find((name) => name === field);
  if (known) return known;
  if (/^attributes\.(?!__proto__$)./.test(field)) return field as ColumnUse;
  if (field === '') return 'nothing';
  const detail = `The source's mapping puts "${heading.slice(0, 64)}" into "${field.slice(0, 64)}"; expected one of ${FILE_FIELDS.join(', ')} or attributes.<name>.`;
  throw new FileRefused(422, 'wrong-mapping', detail);
}

function columnsOf(headings: readonly string[], mapped: ReadonlyMap<string, ColumnUse>): Column[] {
  const names = headings.map(folded);
  const date = names.findIndex((name) => DATES.has(name) && !mapped.has(name));
  const taken = new Set<string>();
  return headings.map((heading, index) => {
    const name = names[index]!;
    const besideDate = date !== -1 && date < index && TIMES.has(name);
    const wanted = mapped.get(name) ?? (besideDate ? 'time-of-day' : meaningOf(name));
    const free = wanted !== undefined && (MANY.has(wanted) || !taken.has(wanted));
    const use = free ? wanted : attribute(UNNAMED.has(heading) ? `column ${letters(index)}` : heading, taken);
    taken.add(use);
    return { heading, use };
  });
}

function meaningOf(name: string): ColumnUse | undefined {
  return OURS.has(name) ? 'nothing' : FIELD_OF_HEADING.get(name);
}

const OURS = new Set([folded(REASON_HEADING), folded(ROW_HEADING)]);
/** What several columns may fill. */
const MANY: ReadonlySet<string> = new Set(['text', 'nothing']);
// A field of this name would vanish into the object.
const UNNAMED = new Set(['', '__proto__']);
const DATES = new Set(['日期', 'date']);
const TIMES = new Set(['时间', 'time']);

function attribute(heading: string, taken: ReadonlySet<string>): ColumnUse {
  const name = `attributes.${heading.slice(0, 100)}` as const;
  for (let nth = 2, candidate: ColumnUse = name; ; nth++) {
    if (!taken.has(candidate)) return candidate;
    candidate = `${name} (${nth})`;
  }
}

/** As a spreadsheet names its columns: A, B, …, Z, AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function withoutEmptyEnd(headings: string[]): string[] {
  return headings.slice(0, headings.findLastIndex((heading) => heading !== '') + 1);
}

function checked(layout: FileLayout): FileLayout {
  const { attributes } = FEEDBACK_LIMITS;
  const extra = layout.columns.filter(({ use }) => use.startsWith('attributes.')).length;
  if (layout.columns.length <= FILE_LIMITS.columns && extra <= attributes) return layout;
  const detail = `The file has ${layout.columns.length} columns, ${extra} of them not known here; at most ${FILE_LIMITS.columns} and ${attributes} are taken. Remove some, or map them to nothing.`;
  throw new FileRefused(422, 'too-many-columns', detail);
}

function noHeading(first: FileRow | undefined, mapping: Mapping): FileRefused {
  if (!first) return new FileRefused(422, 'empty', 'The file holds no row.');
  const found = first.cells.slice(0, 20).map(({ text }) => `"${text.trim().slice(0, 40)}"`);
  const own = Object.keys(mapping).filter((heading) => mapping[heading] === 'text');
  const expected = [...own, 'text', 'content', '内容', '意见内容'].map((heading) => `"${heading}"`).join(', ');
  const detail = `None of the first rows is a heading with a column for the customer's words. Expected ${expected}; the first row has ${found.join(', ')}. A source's mapping may name other columns.`;
  return new FileRefused(422, 'no-heading', detail);
}
