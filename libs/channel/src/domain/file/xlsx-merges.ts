import type { Cell } from './cell';
import { FILE_LIMITS } from './file-limits';
import { FileRefused } from './file-refused';

/** A merged cell, with the column of its words and the rows it reaches over. */
export interface Merge {
  column: number;
  top: number;
  bottom: number;
}

/** The column's number of a reference such as AB12, from 0. */
export function columnNumber(reference: string): number {
  let number = 0;
  for (const letter of reference) {
    const digit = letter.charCodeAt(0) & 0xdf;
    if (digit < 65 || digit > 90) break;
    number = number * 26 + digit - 64;
  }
  return number - 1;
}

/** Finds merged cells in a sheet's XML, where they stand behind the rows that they concern. */
export function mergeFinder(): { write(xml: string): void; end(): Merge[] } {
  const merges: Merge[] = [];
  let carry = '';
  return {
    write: (xml) => {
      const text = carry + xml;
      for (const [, left, top, bottom] of text.matchAll(MERGE))
        if (top !== bottom) merges.push({ column: columnNumber(left!), top: Number(top), bottom: Number(bottom) });
      if (merges.length > FILE_LIMITS.merges)
        throw new FileRefused(
          422,
          'too-many-merges',
          `The sheet has more than ${FILE_LIMITS.merges} merged cells; unmerge them.`,
        );
      const open = text.lastIndexOf('<');
      carry = open === -1 || text.length - open > 200 ? '' : text.slice(open);
    },
    end: () => merges.sort((a, b) => a.top - b.top),
  };
}

const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"[^>]*>/g;

/** Puts the words of merged cells into the rows below, one row after the other. */
export function mergeFiller(merges: readonly Merge[]): (row: number, cells: Cell[]) => void {
  let next = 0;
  let open: { merge: Merge; words: Cell | undefined }[] = [];
  return (row, cells) => {
    open = open.filter(({ merge }) => merge.bottom >= row);
    for (const { merge, words } of open) if (words) put(cells, merge.column, words);
    for (; next < merges.length && merges[next]!.top <= row; next++) {
      const merge = merges[next]!;
      if (merge.top === row && merge.bottom > row) open.push({ merge, words: cells[merge.column] });
    }
  };
}

function put(cells: Cell[], column: number, words: Cell): void {
  if ((cells[column]?.text ?? '') !== '') return;
  while (cells.length < column) cells.push({ text: '' });
  cells[column] = { ...words, merged: true };
}
