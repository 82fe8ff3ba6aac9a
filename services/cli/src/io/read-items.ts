import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { COLUMNS, itemOfRow, unknownColumns } from '../domain/item-of-row';
import { CannotGoOn } from './ask-classifier';

/** An item of a file: where it stands there, and as it is sent, one line of JSON. */
export interface FileItem {
  /** Counted from 1; of a CSV file the line in which the row begins. */
  row: number;
  line: string;
}

const JSON_BYTES = 256 * 1_048_576;

/**
 * The items of a file, one after the other: `.json` (an object or a list), `.ndjson` and `.jsonl`, `.csv` with a first
 * line of field names. UTF-8. Lines are sent as they are, so that no number is rounded on the way.
 * @throws CannotGoOn when the file is none of these, or cannot be read as what it says it is
 */
export async function* readItems(file: string): AsyncGenerator<FileItem> {
  const type = extname(file).toLowerCase();
  if (type === '.ndjson' || type === '.jsonl') yield* readLines(file);
  else if (type === '.csv') yield* readCsv(file);
  else if (type === '.json') yield* await readJson(file);
  else throw new CannotGoOn(`${file}: expected a file .json, .ndjson, .jsonl or .csv`);
}

async function* readLines(file: string): AsyncGenerator<FileItem> {
  let row = 0;
  const handle = await open(file);
  for await (const given of createInterface({ input: handle.createReadStream(), crlfDelay: Infinity })) {
    row += 1;
    const line = (row === 1 ? given.replace(/^\ufeff/, '') : given).trim();
    if (line !== '') yield { row, line };
  }
}

async function* readCsv(file: string): AsyncGenerator<FileItem> {
  await (await open(file)).close();
  const rows = createReadStream(file).pipe(
    parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
  );
  let columns: string[] | null = null;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns) yield { row: info.lines, line: JSON.stringify(itemOfRow(columns, record)) };
      else columns = columnsOf(file, record);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw new CannotGoOn(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

function columnsOf(file: string, given: readonly string[]): string[] {
  const columns = given.map((name) => name.trim());
  const unknown = unknownColumns(columns);
  if (unknown.length === 0) return columns;
  throw new CannotGoOn(`${file}: the first line names no such field: ${unknown.join(', ')}. Expected ${COLUMNS}.`);
}

async function readJson(file: string): Promise<FileItem[]> {
  const bytes = await readFile(file);
  if (bytes.length > JSON_BYTES) throw new CannotGoOn(`${file}: is too large; write it as lines of JSON (.ndjson)`);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CannotGoOn(`${file}: ${(error as Error).message}`, { cause: error });
  }
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item, at) => ({ row: at + 1, line: JSON.stringify(item, exact(file, at + 1)) }));
}

function exact(file: string, row: number) {
  return (name: string, value: unknown): unknown => {
    if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
    throw new CannotGoOn(`${file}: item ${row}: ${name} would be rounded; write it as a string`);
  };
}
