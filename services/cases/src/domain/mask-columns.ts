import { masked, maskPatterns } from './mask-patterns';

const HEADING_WITHIN = 20;
const DELIMITERS = [',', ';', '\t'];

/**
 * Masks a file whose heading nobody knew: of its upper lines the one that names most contacts is taken for one, and what
 * stands below these names is masked. In a row with more cells than the heading a delimiter stood in somebody's words;
 * there all is masked from the first such column on. Nothing else changes, neither quotes nor line ends.
 */
export function maskColumns(text: string, isContact: (heading: string) => boolean): string {
  const rows = rowsOf(text, delimiterOf(text));
  const named = rows.slice(0, HEADING_WITHIN).map((row) => contactsOf(row, isContact));
  const heading = named.reduce((best, contacts, row) => (contacts.length > named[best]!.length ? row : best), 0);
  const width = rows[heading]?.length ?? 0;
  const contacts = new Set(named[heading]);
  const first = Math.min(...contacts);
  const hidden = (row: Cell[], at: number) => (row.length > width ? at >= first : contacts.has(at));
  return rows
    .map((row, number) =>
      row
        .map(({ cell, end }, at) => (number > heading && hidden(row, at) ? maskedCell(cell) : maskPatterns(cell)) + end)
        .join(''),
    )
    .join('');
}

/** A cell as it stands in the file, and the delimiter or line end behind it. */
interface Cell {
  cell: string;
  end: string;
}

// Words of a customer may speak of a phone too; a heading is short.
const HEADING_LENGTH = 30;

function contactsOf(row: readonly Cell[], isContact: (heading: string) => boolean): number[] {
  return row.flatMap(({ cell }, at) => {
    const heading = unquoted(cell);
    return heading.length <= HEADING_LENGTH && isContact(heading) ? [at] : [];
  });
}

function delimiterOf(text: string): string {
  const beginning = text.split('\n', HEADING_WITHIN).join('\n');
  const counts = DELIMITERS.map((delimiter) => beginning.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

function rowsOf(text: string, delimiter: string): Cell[][] {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  // A quoted cell, its end missing or not, may hold delimiters and line ends.
  const cells = new RegExp(
    `(?<cell>\\s*"(?:[^"]|"")*(?:"[^${delimiter}\\r\\n]*)?|[^${delimiter}\\r\\n]*)(?<end>${delimiter}|\\r?\\n|\\r|$)`,
    'g',
  );
  for (const { groups, index } of text.matchAll(cells)) {
    const { cell = '', end = '' } = groups!;
    if (index === text.length && row.length === 0) break;
    row.push({ cell, end });
    if (end === delimiter) continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"([^]*)"$/, '$1')
    .replaceAll('""', '"');
}

function maskedCell(cell: string): string {
  const quoted = /^(\s*")([^]*?)("?\s*)$/.exec(cell);
  return quoted ? `${quoted[1]}${masked(quoted[2]!)}${quoted[3]}` : masked(cell);
}
