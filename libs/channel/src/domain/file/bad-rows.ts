import type { FileRowId } from '../arrival';
import { REASON_HEADING, ROW_HEADING } from './file-headings';
import type { Column, FileLayout } from './file-layout';

/** Whether a file is a report of bad rows that Hearback made and somebody sends back. */
export function isOurReport(columns: readonly Column[]): boolean {
  return columns.some(({ heading }) => heading === REASON_HEADING);
}

/** The heading of the report of bad rows, behind a byte order mark, because a spreadsheet takes UTF-8 for something else without. */
export function badRowsHeading({ columns }: FileLayout): string {
  const headings = columns.map(({ heading }) => heading).filter((heading) => !OURS.has(heading));
  return `\ufeff${lineOf([...headings, ROW_HEADING, REASON_HEADING])}`;
}

/**
 * A line of the report: the row as it came, which row it is, and why it was refused. A row with more cells than headings
 * keeps them all, and what is ours then stands further right.
 */
export function badRowLine(
  cells: readonly string[],
  { columns }: FileLayout,
  { origin, reason }: { origin: FileRowId; reason: string },
): string {
  const again = isOurReport(columns);
  const length = Math.max(cells.length, columns.length);
  const own = Array.from({ length }, (_, at) => ({ heading: columns[at]?.heading, cell: cells[at] ?? '' }))
    .filter(({ heading }) => heading === undefined || !OURS.has(heading))
    .map(({ cell }) => (again ? unguarded(cell) : cell));
  return lineOf([...own, `${origin.fileId}:${origin.row}`, reason]);
}

const OURS: ReadonlySet<string> = new Set([REASON_HEADING, ROW_HEADING]);

function lineOf(cells: readonly string[]): string {
  return cells.map(quoted).join(',') + '\r\n';
}

// A spreadsheet would compute what begins like this, with whatever a stranger wrote there.
function guarded(cell: string): string {
  return /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** A cell of such a report without the apostrophe that keeps spreadsheets from computing it. */
export function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

function quoted(given: string): string {
  const cell = guarded(given);
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
