import type { FileRow } from '../../domain/file/cell';
import { csvRows, type CsvRows } from '../../domain/file/csv-rows';
import { likelyCharsets, namedCharset } from '../../domain/file/file-charset';
import { layoutOf, type FileLayout } from '../../domain/file/file-layout';
import { FileRefused } from '../../domain/file/file-refused';
import type { FileDescription, OpenFile } from './open-file';
import { beginningOf, chunksOf, type SpooledFile } from './spool-file';

const BEGINNING_BYTES = 65_536;
const DELIMITERS = [',', '\t', ';'];

interface Reading {
  charset: string;
  delimiter: string;
  layout: FileLayout;
}

/**
 * CSV, or its relatives with tabs or semicolons. Of the encodings and delimiters it may have, the one counts that makes
 * its heading known.
 */
export async function openCsv(file: SpooledFile, { charset, mapping }: FileDescription): Promise<OpenFile> {
  const beginning = await beginningOf(file, BEGINNING_BYTES);
  const charsets = charset === undefined ? likelyCharsets(beginning, file.samples) : [namedCharset(charset)];
  const refusals: FileRefused[] = [];
  for (const candidate of charsets.flatMap((name) => DELIMITERS.map((delimiter) => ({ charset: name, delimiter })))) {
    try {
      const rows = firstRows(beginning, candidate, file.bytes <= BEGINNING_BYTES);
      const reading = { ...candidate, layout: layoutOf(rows, mapping) };
      return { layout: reading.layout, read: { type: 'csv', ...candidate }, rows: rowsBelow(file, reading) };
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      refusals.push(error);
    }
  }
  throw refusals.find(({ reason }) => reason !== 'no-heading') ?? refusals[0]!;
}

function firstRows(bytes: Buffer, { charset, delimiter }: Omit<Reading, 'layout'>, whole: boolean): FileRow[] {
  const reader = csvRows(delimiter);
  const rows = reader.push(new TextDecoder(charset).decode(bytes));
  return whole ? [...rows, ...reader.end()] : rows;
}

async function* rowsBelow(file: SpooledFile, { charset, delimiter, layout }: Reading): AsyncGenerator<FileRow[]> {
  const decoder = new TextDecoder(charset);
  const reader: CsvRows = csvRows(delimiter);
  reader.expect(layout.columns.length);
  const below = (rows: FileRow[]) =>
    rows[0] && rows[0].row > layout.headingRow ? rows : rows.filter(({ row }) => row > layout.headingRow);
  for await (const chunk of chunksOf(file)) yield below(reader.push(decoder.decode(chunk, { stream: true })));
  yield below([...reader.push(decoder.decode()), ...reader.end()]);
}
