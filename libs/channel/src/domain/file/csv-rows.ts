import type { Fault } from '../fault';
import type { FileRow } from './cell';
import { FILE_LIMITS } from './file-limits';
import { FileRefused } from './file-refused';

/** Reads CSV piece by piece. */
export interface CsvRows {
  /** How many cells a row should have; until it is known, a row with broken quotes ends with its line. */
  expect(columns: number): void;
  /** The rows that end in what was pushed so far. */
  push(text: string): FileRow[];
  end(): FileRow[];
}

/**
 * RFC 4180, with every ending of lines, and any row told from the next one however broken it is. A general parser gives
 * up at the first broken quote, or takes everything behind it for one cell; here such a row is refused alone:
 * - quotes inside a cell that were not doubled: the row ends where it has the expected number of cells, else with its line;
 * - a quote that is never closed, or a row that is too long: the row ends with its line.
 */
export function csvRows(delimiter: string): CsvRows {
  let rest = '';
  let row = 0;
  let expected: number | null = null;
  let skipping = false;
  let readAgain = 0;

  const skipLine = (from: number, final: boolean): number => {
    const next = afterLine(rest, from, final);
    skipping = next === null;
    // A carriage return at the end ends the line with what follows it.
    return next ?? (rest.endsWith('\r') ? rest.length - 1 : rest.length);
  };
  /** Refuses the line at this place alone; what was taken for its continuation is read again. */
  const refuseLine = (at: number, fault: Fault, final: boolean): { end: number; found: FileRow } => {
    const end = skipLine(at, final);
    readAgain += Math.max(0, Math.min(rest.length, at + FILE_LIMITS.record) - end);
    if (readAgain > FILE_LIMITS.readAgain) throw brokenEverywhere(row);
    const text = rest.slice(at, Math.min(end, at + KEPT_OF_LINE)).trimEnd();
    return { end, found: { row, cells: [{ text }], fault } };
  };
  const next = (at: number, final: boolean): { end: number; found: FileRow } | null => {
    const record = readRecord(rest, at, { delimiter, final });
    const fault = faultOf(record, { length: (record?.end ?? rest.length) - at, final });
    if (record === null && fault === null) return null;
    row++;
    if (record === null || fault === TOO_LONG) return refuseLine(at, fault!, final);
    if (fault !== null && record.cells.length !== expected) return refuseLine(at, fault, final);
    const cells = record.cells.map((text) => ({ text }));
    return { end: record.end, found: fault === null ? { row, cells } : { row, cells, fault } };
  };
  const take = (final: boolean): FileRow[] => {
    const rows: FileRow[] = [];
    let at = skipping ? skipLine(0, final) : 0;
    while (at < rest.length && !skipping) {
      const record = next(at, final);
      if (record === null) break;
      rows.push(record.found);
      at = record.end;
    }
    rest = rest.slice(at);
    return rows;
  };
  return {
    expect: (columns) => (expected = columns),
    push: (text) => {
      rest += text;
      return take(false);
    },
    end: () => take(true),
  };
}

// Of a line that could not be told into cells, for the report.
const KEPT_OF_LINE = 1_000;

function faultOf(record: Parsed | null, given: { length: number; final: boolean }): Fault | null {
  if (given.length > FILE_LIMITS.record) return TOO_LONG;
  if (record === null) return given.final ? UNCLOSED : null;
  return record.broken ? BROKEN : null;
}

const BROKEN: Fault = {
  path: '',
  reason: 'broken-quotes',
  detail: 'a quote inside a cell must be doubled ("") and the cell put between quotes',
};
const UNCLOSED: Fault = { path: '', reason: 'broken-quotes', detail: 'a quote is opened and never closed' };
const TOO_LONG: Fault = {
  path: '',
  reason: 'row-too-long',
  detail: `the row has more than ${FILE_LIMITS.record.toLocaleString('en')} characters, or a quote in it is never closed`,
};

function brokenEverywhere(row: number): FileRefused {
  const detail = `Quotes are broken in so many rows, up to row ${row}, that the rest cannot be told apart; export it again with quotes doubled inside cells.`;
  return new FileRefused(422, 'broken-quotes', detail);
}

interface Parsed {
  cells: string[];
  end: number;
  broken: boolean;
}

interface Reading {
  delimiter: string;
  final: boolean;
}

/** The record that begins at `start`, or null when the text ends before it does. */
function readRecord(text: string, start: number, reading: Reading): Parsed | null {
  const cells: string[] = [];
  let broken = false;
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at, reading) : plainCell(text, at, reading);
    if (cell === null || cell.end - start > FILE_LIMITS.record) return null;
    cells.push(cell.value);
    broken ||= cell.broken;
    at = cell.end;
    if (text[at] !== reading.delimiter) break;
    at++;
  }
  const end = afterBreak(text, at, reading.final);
  return end === null ? null : { cells, end, broken };
}

interface ReadCell {
  value: string;
  end: number;
  broken: boolean;
}

function plainCell(text: string, start: number, { delimiter, final }: Reading): ReadCell | null {
  const separator = delimiter.charCodeAt(0);
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === separator || code === 10 || code === 13)
      return { value: text.slice(start, at), end: at, broken: false };
  }
  return final ? { value: text.slice(start), end: text.length, broken: false } : null;
}

/** A quote ends the cell only before a delimiter or the end of the line; any other single quote is a broken one. */
function quotedCell(text: string, start: number, { delimiter, final }: Reading): ReadCell | null {
  let value = '';
  let from = start + 1;
  let broken = false;
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', from)) {
    if (quote - start > FILE_LIMITS.record) return null;
    const next = text[quote + 1];
    if (next === undefined && !final) return null;
    if (next === undefined || [delimiter, '\n', '\r'].includes(next))
      return { value: value + text.slice(from, quote), end: quote + 1, broken };
    broken ||= next !== '"';
    value += text.slice(from, quote + 1);
    from = quote + (next === '"' ? 2 : 1);
  }
  return null;
}

/** Behind the line break at this place; null when a line feed may still follow the carriage return. */
function afterBreak(text: string, at: number, final: boolean): number | null {
  if (at >= text.length) return text.length;
  if (text[at] === '\n') return at + 1;
  if (at + 1 === text.length && !final) return null;
  return text[at + 1] === '\n' ? at + 2 : at + 1;
}

function afterLine(text: string, start: number, final: boolean): number | null {
  const ending = /[\r\n]/g;
  ending.lastIndex = start;
  const found = ending.exec(text);
  return found && afterBreak(text, found.index, final);
}
