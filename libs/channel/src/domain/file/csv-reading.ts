import type { FileRow } from './cell';
import { csvRows } from './csv-rows';
import { likelyCharsets, namedCharset } from './file-charset';
import { layoutOf, type FileLayout, type Mapping } from './file-layout';
import { FileRefused } from './file-refused';

/** How a CSV file is read. */
export interface CsvReading {
  charset: string;
  delimiter: string;
  layout: FileLayout;
}

/** What is known of a CSV file before it is read. */
export interface CsvBeginning {
  bytes: Buffer;
  /** Pieces of it that are not plain ASCII. */
  samples: readonly Buffer[];
  /** There is no more of it. */
  whole: boolean;
  /** As its sender named it. */
  charset: string | undefined;
  mapping: Mapping;
}

const DELIMITERS = [',', '\t', ';'];

/**
 * Of the encodings and delimiters that a file may have, those that make its heading known.
 * @throws FileRefused
 */
export function csvReadingOf(beginning: CsvBeginning): CsvReading {
  const { bytes, samples, charset, mapping } = beginning;
  const charsets = charset === undefined ? likelyCharsets(bytes, samples) : [namedCharset(charset)];
  const refusals: FileRefused[] = [];
  for (const candidate of charsets.flatMap((name) => DELIMITERS.map((delimiter) => ({ charset: name, delimiter })))) {
    try {
      return { ...candidate, layout: layoutOf(firstRows(beginning, candidate), mapping) };
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      refusals.push(error);
    }
  }
  throw refusals.find(({ reason }) => reason !== 'no-heading') ?? refusals[0]!;
}

function firstRows({ bytes, whole }: CsvBeginning, { charset, delimiter }: Omit<CsvReading, 'layout'>): FileRow[] {
  const reader = csvRows(delimiter);
  const rows = reader.push(new TextDecoder(charset).decode(bytes));
  return whole ? [...rows, ...reader.end()] : rows;
}

/** The charset that a Content-Type names. */
export function charsetOf(contentType: string | undefined): string | undefined {
  const [, ...parameters] = (contentType ?? '').split(';');
  return parameters.map((given) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/i.exec(given)?.[1]).find(Boolean);
}
