import { z } from 'zod';
import type { FileRowId, GivenItem } from '../arrival';
import type { Fault } from '../fault';
import type { Cell, FileRow } from './cell';
import { layoutOf, type FileLayout, type Mapping } from './file-layout';
import { FileRefused } from './file-refused';
import { itemOfRow } from './row-item';

const marksSchema = z.object({ digitsLost: z.literal(true), cut: z.literal(true), merged: z.literal(true) }).partial();
/**
 * What the original of a refused row is. The words of each cell stand under the field that it filled, because that is how
 * the original is masked for people, and its heading beside them, because another mapping will read that.
 */
const keptRowSchema = z.object({
  fileId: z.string(),
  row: z.int(),
  cells: z.array(marksSchema.extend({ heading: z.string().optional() }).catchall(z.string())),
  fault: z.object({ path: z.string(), reason: z.string(), detail: z.string() }).optional(),
});
type KeptCell = z.output<typeof keptRowSchema>['cells'][number];

/** A row as it is kept when it was refused: with its headings, so that it can be read again under another mapping. */
export function keptRow({ cells, fault }: FileRow, { columns }: FileLayout, { fileId, row }: FileRowId): Buffer {
  const length = Math.max(cells.length, columns.length);
  const kept = Array.from({ length }, (_, at) => {
    const { heading, use } = columns[at] ?? { heading: undefined, use: 'nothing' };
    const { text, ...marks } = cells[at] ?? { text: '' };
    return { heading, [use === 'nothing' ? `nothing.${heading ?? ''}` : use]: text, ...marks };
  });
  return Buffer.from(JSON.stringify({ fileId, row, cells: kept, fault }));
}

/** A kept row, read by the mapping of today; its id is the one that the file gave it. */
export function readKeptRow(
  original: Buffer,
  mapping: Mapping,
): { ok: true; item: Omit<GivenItem, 'index'> } | { ok: false; faults: Fault[] } {
  const kept = keptRowSchema.safeParse(jsonOf(original));
  if (!kept.success) return { ok: false, faults: [NOT_WHOLE] };
  const { fileId, row, cells, fault } = kept.data;
  const headings = cells.flatMap(({ heading }) => (heading === undefined ? [] : [{ text: heading }]));
  try {
    const layout = layoutOf([{ row: 0, cells: headings }], mapping);
    const { value, faults } = itemOfRow({ row, cells: cells.map(cellOf), ...(fault ? { fault } : {}) }, layout);
    const file = { fileId, row };
    return { ok: true, item: { value, faults: faults.length > 0 ? faults : null, file, original: () => original } };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ok: false, faults: [{ path: '', reason: error.reason, detail: error.detail }] };
  }
}

function cellOf({ heading: _, digitsLost, cut, merged, ...words }: KeptCell): Cell {
  const text = String(Object.values(words)[0] ?? '');
  return { text, ...(digitsLost && { digitsLost }), ...(cut && { cut }), ...(merged && { merged }) };
}

const NOT_WHOLE: Fault = {
  path: '',
  reason: 'send-again',
  detail:
    'only the beginning of the row was kept; mend it in the file, or in the report of its bad rows, and send that',
};

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(String(bytes));
  } catch {
    return undefined;
  }
}
