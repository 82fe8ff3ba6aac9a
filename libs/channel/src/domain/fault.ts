import type { z } from 'zod';

/** Why something was refused, in the caller's terms. `detail` never quotes a value: it goes into answers and events. */
export interface Fault {
  /** Where, as the caller wrote it: `author.phone`, `attributes.device`; empty for the whole item. */
  path: string;
  /** A stable word for programs. */
  reason: string;
  /** What was expected, for people. */
  detail: string;
}

// A field's name may be anything a caller invents; its beginning is enough to find it.
const NAME_LENGTH = 64;

/** Every fault of a failed check, one for each unknown field too. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue as Issue));
}

/** One sentence for the `detail` of an answer. */
export function describeFaults(faults: readonly Fault[]): string {
  return faults.map(({ path, detail }) => (path === '' ? detail : `${path}: ${detail}`)).join('; ');
}

interface Issue {
  code: string;
  path: PropertyKey[];
  expected?: string;
  input?: unknown;
  message: string;
  keys?: string[];
  values?: unknown[];
  minimum?: number | bigint;
  maximum?: number | bigint;
  origin?: string;
}

function faultsOfIssue(issue: Issue): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((key) => unknownField([...issue.path, key].map(String)));
  return [{ path: pathOf(issue.path.map(String)), ...expectationOf(issue) }];
}

export function unknownField(path: readonly string[]): Fault {
  return { path: pathOf(path), reason: 'unknown-field', detail: 'is not a field that is known here' };
}

function expectationOf(issue: Issue): { reason: string; detail: string } {
  switch (issue.code) {
    case 'invalid_type':
      return { reason: 'wrong-type', detail: `expected ${typeName(issue.expected ?? '')}` };
    case 'invalid_union':
      return { reason: 'wrong-type', detail: ownWords(issue, 'expected a string, a number, true or false') };
    case 'invalid_value':
      return { reason: 'unknown-value', detail: `expected one of ${(issue.values ?? []).join(', ')}` };
    case 'too_small':
      return { reason: 'out-of-range', detail: `expected at least ${sizeOf(issue.minimum, issue.origin)}` };
    case 'too_big':
      return { reason: 'out-of-range', detail: `expected at most ${sizeOf(issue.maximum, issue.origin)}` };
    case 'invalid_format':
      return { reason: 'wrong-format', detail: ownWords(issue, 'is not in the expected format') };
    default:
      return { reason: 'invalid', detail: issue.message };
  }
}

/** What a schema says itself about what it expects; zod's own sentences begin otherwise. */
function ownWords({ message }: Issue, otherwise: string): string {
  return message.startsWith('expected ') ? message : otherwise;
}

const TYPE_NAMES: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

function typeName(expected: string): string {
  return TYPE_NAMES[expected] ?? expected;
}

function sizeOf(limit: number | bigint | undefined, origin: string | undefined): string {
  return origin === 'string' ? `${limit} characters` : String(limit);
}

function pathOf(path: readonly string[]): string {
  return path.map((name) => (name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name)).join('.');
}
