import { ProblemError } from '@hearback/service';
import type { z } from 'zod';
import type { CommandResult } from './run-command';

type CommandError = (CommandResult & { ok: false })['error'];

/** Every refusal of a command and its answer. */
const COMMAND_PROBLEMS: Record<CommandError, { status: number; title: string }> = {
  'case-unknown': { status: 404, title: 'There is no case of this id' },
  'stale-version': { status: 409, title: 'The case has changed since; look at it again' },
  'not-allowed-in-this-state': { status: 409, title: 'The case is in a state that does not allow this' },
  'needs-second-person': { status: 409, title: 'Another person than the one who wrote this down must confirm it' },
  'source-cannot-reply': { status: 409, title: 'This source cannot carry a reply; reply elsewhere and log it' },
  'key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'feedback-not-in-case': { status: 422, title: 'The feedback is not part of this case' },
  'feedback-opened-case': { status: 409, title: 'The feedback opened this case and cannot leave it' },
  'feedback-has-no-case': { status: 422, title: 'There is no case that this feedback could leave' },
  'feedback-in-case-already': { status: 409, title: 'The feedback is part of this case already' },
  'feedback-is-withdrawn': { status: 409, title: 'The case of this feedback is withdrawn; reopen it first' },
  'case-has-others': { status: 409, title: 'The feedback opened a case that has others; link those first' },
  'reply-before-feedback': { status: 422, title: 'A reply cannot be older than the feedback it answers' },
  'reply-in-future': { status: 422, title: 'A reply cannot be made in the future' },
  'reply-not-in-case': { status: 422, title: 'The reply is not part of this case' },
  'reply-not-logged': { status: 409, title: 'The reply was seen by a machine and needs no confirmation' },
  'reply-already-confirmed': { status: 409, title: 'The reply has been confirmed already' },
  'extension-not-in-case': { status: 422, title: 'Nobody asked for this extension in this case' },
  'extension-already-approved': { status: 409, title: 'The extension has been approved already' },
  'notice-in-future': { status: 422, title: 'The customer cannot have been told in the future' },
  'visit-before-resolution': { status: 422, title: 'A follow-up visit cannot be older than the resolution' },
  'visit-in-future': { status: 422, title: 'A follow-up visit cannot be made in the future' },
};

export function commandProblem(refused: CommandResult & { ok: false }): ProblemError {
  const { error, currentVersion } = refused;
  return new ProblemError({
    type: `/problems/${error}`,
    ...COMMAND_PROBLEMS[error],
    ...(currentVersion === undefined ? {} : { currentVersion }),
  });
}

export function notFound(what: string): ProblemError {
  return new ProblemError({ type: '/problems/not-found', title: `There is no ${what} of this id`, status: 404 });
}

export function invalidCursor(): ProblemError {
  return new ProblemError({
    type: '/problems/invalid-cursor',
    title: '`after` is not a `next` of this list',
    status: 400,
  });
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** @throws ProblemError 400 without an Idempotency-Key that can be one */
export function idempotencyKeyOf({ headers }: { headers: Record<string, string | string[] | undefined> }): string {
  const key = headers['idempotency-key'];
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) throw keyMissing();
  return key;
}

function keyMissing(): ProblemError {
  return new ProblemError({
    type: '/problems/idempotency-key-missing',
    title: 'A command needs an Idempotency-Key header of 1 to 255 printable characters',
    status: 400,
  });
}

/**
 * What was sent, as the schema says.
 * @throws ProblemError 422 (a body) or 400 (a query) naming every field that is wrong, and why; never its value
 */
export function readInput<S extends z.ZodType>(schema: S, input: unknown, status: 400 | 422): z.output<S> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: key, detail: 'is not a known field' }))
      : [{ field: issue.path.join('.') || 'body', detail: issue.message }],
  );
  const what = status === 422 ? 'body' : 'query';
  throw new ProblemError({
    type: `/problems/invalid-${what}`,
    title: `The ${what} is not as expected`,
    status,
    errors,
  });
}
