import { hash } from 'node:crypto';
import type { FeedbackRefused } from '@hearback/contracts';
import type { GivenItem } from '../arrival';
import type { Fault } from '../fault';
import { isEmptyRow, type FileRow } from './cell';
import { charsetOf, csvReadingOf, type CsvReading } from './csv-reading';
import { csvRows } from './csv-rows';
import type { FileLayout, Mapping } from './file-layout';
import { FileRefused } from './file-refused';
import { fileType, XLSX_TYPE } from './file-types';
import { keptRow, readKeptRow } from './kept-row';
import { itemOfRow, originOf } from './row-item';

type Read = { ok: true; items: GivenItem[] } | { ok: false; faults: Fault[] };
interface Given {
  refusal: Pick<FeedbackRefused, 'index' | 'truncated' | 'headers'>;
  original: Buffer;
  mapping: Mapping;
}

/**
 * Reads again what was refused of a file: one row, or a short CSV file without a heading that was known. The rows get the
 * ids that they would get if the file were sent again.
 */
export function readRefusedFile({ refusal, original, mapping }: Given): Read {
  if (refusal.index === undefined) return readWhole({ refusal, original, mapping });
  const read = readKeptRow(original, mapping);
  return read.ok ? { ok: true, items: [{ ...read.item, index: refusal.index }] } : read;
}

/** As many as a request may hold. */
const ROWS = 1_000;

function readWhole({ refusal, original, mapping }: Given): Read {
  const contentType = refusal.headers['content-type'];
  if (refusal.truncated || fileType(contentType) === XLSX_TYPE) return again('of the file only its beginning was kept');
  try {
    const samples = /[^\x00-\x7f]/.test(original.toString('latin1')) ? [original] : [];
    const charset = charsetOf(contentType);
    const reading = csvReadingOf({ bytes: original, samples, whole: true, charset, mapping });
    const rows = rowsOf(original, reading);
    if (rows.length > ROWS) return again(`it has more than ${ROWS.toLocaleString('en')} rows`);
    const fileId = hash('sha256', original, 'hex');
    return { ok: true, items: rows.map((row) => givenRow(row, reading.layout, fileId)) };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ok: false, faults: [{ path: '', reason: error.reason, detail: error.detail }] };
  }
}

function rowsOf(bytes: Buffer, { charset, delimiter, layout }: CsvReading): FileRow[] {
  const reader = csvRows(delimiter);
  reader.expect(layout.columns.length);
  const rows = [...reader.push(new TextDecoder(charset).decode(bytes)), ...reader.end()];
  return rows.filter((row) => row.row > layout.headingRow && !isEmptyRow(row));
}

/** A row of a file as it is judged; an id of its own it may have from the file that it was first in. */
export function givenRow(row: FileRow, layout: FileLayout, fileId: string): GivenItem {
  const { value, faults } = itemOfRow(row, layout);
  const file = originOf(row, layout, fileId);
  return {
    index: row.row,
    value,
    faults: faults.length > 0 ? faults : null,
    file,
    original: () => keptRow(row, layout, file),
  };
}

function again(why: string): Read {
  return { ok: false, faults: [{ path: '', reason: 'send-again', detail: `${why}; send the file again` }] };
}
