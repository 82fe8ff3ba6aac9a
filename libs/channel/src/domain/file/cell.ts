import type { Fault } from '../fault';

/** One cell, as a person who opens the file sees it. */
export interface Cell {
  text: string;
  /** It is a number whose last digits the file no longer holds. */
  digitsLost?: true;
  /** Longer than any field may be; only its beginning was read. */
  cut?: true;
  /** It is part of a merged cell that begins in a row above, and these are that cell's words. */
  merged?: true;
}

/** A row of a file; a row that could not be read has a fault, and its cells are what could be made out of it. */
export interface FileRow {
  /** As a spreadsheet numbers it: the first row of the file is 1, empty ones count. */
  row: number;
  cells: Cell[];
  fault?: Fault;
}

/** Nothing of its own is written in the row. */
export function isEmptyRow({ cells, fault }: FileRow): boolean {
  return fault === undefined && cells.every(({ text, merged }) => merged === true || text.trim() === '');
}
