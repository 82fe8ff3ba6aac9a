import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LaunchError } from '../launch-error';

export interface Row {
  id: string;
  text: string;
}

/** What is wanted of a file with one feedback a row. */
export interface RowsOf {
  /** CSV with a header line, or JSON lines; either also as .gz. */
  path: string;
  textColumn: string;
  idColumn: string;
}

/** Reads the rows one by one. @throws LaunchError when the file or a column is not there, naming the columns it has */
export async function* readRows(file: RowsOf): AsyncGenerator<Row> {
  const plain = file.path.replace(/\.gz$/, '');
  const records = /\.(jsonl|ndjson)$/i.test(plain) ? jsonLines(open(file.path)) : csvRecords(open(file.path));
  let line = 0;
  try {
    for await (const record of records) {
      line += 1;
      yield { id: column(record, file.idColumn, line), text: column(record, file.textColumn, line) };
    }
  } catch (error) {
    if (error instanceof LaunchError) throw error;
    throw new LaunchError(`${file.path} cannot be read after row ${line}: ${(error as Error).message}`);
  }
}

function open(path: string): Readable {
  const file = createReadStream(path);
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
}

function csvRecords(stream: Readable): AsyncIterable<Record<string, unknown>> {
  return pipeline(
    stream,
    parse({ columns: true, bom: true, skip_empty_lines: true, relax_column_count: true }),
    () => {},
  );
}

async function* jsonLines(stream: Readable): AsyncGenerator<Record<string, unknown>> {
  // A failing stream ends the lines without a word, so its fault is kept and raised at the end.
  let fault: Error | null = null;
  stream.on('error', (error) => (fault = error));
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity }))
    if (line.trim()) yield JSON.parse(line) as Record<string, unknown>;
  if (fault) throw fault as Error;
}

function column(record: Record<string, unknown>, name: string, line: number): string {
  const value = record[name];
  if (value !== undefined && value !== null) return String(value);
  const columns = Object.keys(record).slice(0, 20).join(', ');
  throw new LaunchError(`Row ${line} has no column ${name}; its columns are: ${columns}.`);
}
