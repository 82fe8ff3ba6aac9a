import type { FileRow } from '../../domain/file/cell';
import { csvReadingOf, type CsvReading } from '../../domain/file/csv-reading';
import { csvRows, type CsvRows } from '../../domain/file/csv-rows';
import type { FileDescription, OpenFile } from './open-file';
import { beginningOf, chunksOf, type SpooledFile } from './spool-file';

const BEGINNING_BYTES = 65_536;

/**
 * CSV, or its relatives with tabs or semicolons.
 * @throws FileRefused
 */
export async function openCsv(file: SpooledFile, { charset, mapping }: FileDescription): Promise<OpenFile> {
  const bytes = await beginningOf(file, BEGINNING_BYTES);
  const { samples } = file;
  const reading = csvReadingOf({ bytes, samples, whole: file.bytes <= BEGINNING_BYTES, charset, mapping });
  const { layout, ...read } = reading;
  return { layout, read: { type: 'csv', ...read }, rows: rowsBelow(file, reading) };
}

async function* rowsBelow(file: SpooledFile, { charset, delimiter, layout }: CsvReading): AsyncGenerator<FileRow[]> {
  const decoder = new TextDecoder(charset);
  const reader: CsvRows = csvRows(delimiter);
  reader.expect(layout.columns.length);
  const below = (rows: FileRow[]) =>
    rows[0] && rows[0].row > layout.headingRow ? rows : rows.filter(({ row }) => row > layout.headingRow);
  for await (const chunk of chunksOf(file)) yield below(reader.push(decoder.decode(chunk, { stream: true })));
  yield below([...reader.push(decoder.decode()), ...reader.end()]);
}
