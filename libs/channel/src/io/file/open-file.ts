import type { FileRow } from '../../domain/file/cell';
import type { FileLayout, Mapping } from '../../domain/file/file-layout';
import { FileRefused } from '../../domain/file/file-refused';
import { XLSX_TYPE } from '../../domain/file/file-types';
import { openCsv } from './open-csv';
import { openXlsx } from './open-xlsx';
import { beginningOf, type SpooledFile } from './spool-file';

/** A file that was understood so far: its heading was found, and its rows can be read one after the other. */
export interface OpenFile {
  layout: FileLayout;
  /** What the report says of how it was read. */
  read: Record<string, unknown>;
  /** The rows below the heading, a few at a time. */
  rows: AsyncIterable<FileRow[]>;
}

/** How the caller described the file. */
export interface FileDescription {
  type: 'csv' | 'xlsx';
  charset: string | undefined;
  sheet: string | undefined;
  mapping: Mapping;
}

/** @throws FileRefused when it is something else than it is said to be, or has no heading */
export async function openFile(file: SpooledFile, description: FileDescription): Promise<OpenFile> {
  const is = kindOf(await beginningOf(file, 8));
  if (is === 'old') throw new FileRefused(415, 'wrong-type', OLD_WORKBOOK);
  if (is === 'zip' && description.type === 'csv')
    throw new FileRefused(
      415,
      'wrong-type',
      `The body is an archive, not CSV; for a workbook the Content-Type is ${XLSX_TYPE}.`,
    );
  if (is !== 'zip' && description.type === 'xlsx')
    throw new FileRefused(415, 'wrong-type', 'The body is not an XLSX workbook; for CSV the Content-Type is text/csv.');
  return description.type === 'csv' ? openCsv(file, description) : openXlsx(file, description);
}

const OLD_WORKBOOK =
  'The body is an old workbook (.xls) or one with a password; save it as .xlsx without a password, or as CSV.';

function kindOf(beginning: Buffer): 'zip' | 'old' | 'text' {
  const signature = beginning.toString('hex');
  if (signature.startsWith('504b0304') || signature.startsWith('504b0506')) return 'zip';
  return signature.startsWith('d0cf11e0') ? 'old' : 'text';
}
