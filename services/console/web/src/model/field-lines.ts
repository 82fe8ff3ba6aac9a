/** One field with its path, as deep as it lies, for the page to show. */
export interface FieldLine {
  path: string;
  /** As text; `is` says what it is, for times are shown on the reader's clock. */
  is: 'text' | 'time';
  text: string;
}

const TIMES = /(^|\.)(occurredAt|receivedAt|sourceUpdatedAt|updatedAt|deletedAt|repliedAt|until|changedAt)$/;

/** Every field of an object that says something, in its order. */
export function fieldLines(value: unknown, path = ''): FieldLine[] {
  if (isWords(value)) return wordLine(value.join(', '), path);
  if (typeof value !== 'object' || value === null) return wordLine(String(value ?? ''), path);
  return Object.entries(value).flatMap(([name, part]) => fieldLines(part, path === '' ? name : `${path}.${name}`));
}

function isWords(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.every((part) => typeof part !== 'object');
}

function wordLine(text: string, path: string): FieldLine[] {
  if (text === '') return [];
  return [{ path, is: TIMES.test(path) && !Number.isNaN(Date.parse(text)) ? 'time' : 'text', text }];
}

export interface ChangeLine {
  path: string;
  before: FieldLine | null;
  after: FieldLine | null;
}

/** What differs between two states of a thing, field by field. */
export function changeLines(before: unknown, after: unknown): ChangeLine[] {
  const [old, next] = [fieldLines(before), fieldLines(after)];
  const find = (lines: FieldLine[], path: string) => lines.find((line) => line.path === path) ?? null;
  const paths = [...new Set([...old, ...next].map(({ path }) => path))];
  return paths
    .map((path) => ({ path, before: find(old, path), after: find(next, path) }))
    .filter((line) => line.before?.text !== line.after?.text);
}
