import type { Example } from '../example';

export type Row = Readonly<Record<string, string>>;

/** A public data set that may train shipped weights, by the name of its file. */
export interface Source {
  file: string;
  licence: string;
  /** Undefined for a row that teaches nothing. */
  example(row: Row): Omit<Example, 'source'> | undefined;
}
