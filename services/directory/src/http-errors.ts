import { formatsOf, type Channel } from '@hearback/contracts';
import { ProblemError } from '@hearback/service';
import type { z } from 'zod';
import type { AddressFault } from './domain/address-faults';
import type { IdentityRefusal } from './domain/decide-identities';
import type { SourceRefusal } from './domain/decide-source';

/**
 * The body as the schema says.
 * @throws ProblemError 422 naming every field that is wrong, and why; never its value
 */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ field: issue.path.join('.') || 'body', detail: issue.message }));
  throw new ProblemError({ type: '/problems/invalid-body', title: 'The body is not as expected', status: 422, errors });
}

export function signInRefused(): ProblemError {
  return new ProblemError({
    type: '/problems/sign-in-refused',
    title: 'The name or the password is not right',
    status: 401,
  });
}

export function signInThrottled(retryAfterSeconds: number): ProblemError {
  return new ProblemError(
    { type: '/problems/sign-in-throttled', title: 'Too many attempts to sign in', status: 429 },
    { 'retry-after': String(retryAfterSeconds) },
  );
}

export function unknownSourcesProblem(sourceIds: string[]): ProblemError {
  return new ProblemError({
    type: '/problems/unknown-sources',
    title: 'There are no such sources',
    status: 422,
    errors: sourceIds.map((id) => ({ field: 'sourceIds', detail: `unknown source: ${id}` })),
  });
}

export function apiKeyNotFound(): ProblemError {
  return new ProblemError({ type: '/problems/not-found', title: 'There is no API key of this id', status: 404 });
}

export function personNeeded(): ProblemError {
  return new ProblemError({
    type: '/problems/person-needed',
    title: 'Only a person who is signed in may decide who is one customer',
    status: 403,
  });
}

const REFUSED: Record<IdentityRefusal, string> = {
  'shared-identity': 'One of them is used by many people; split it without `shared` first',
  'one-person-already': 'They are one customer already',
};

export function identitiesRefused(error: IdentityRefusal): ProblemError {
  return new ProblemError({ type: `/problems/${error}`, title: REFUSED[error], status: 409 });
}

const SOURCE_REFUSED: Record<SourceRefusal | 'key-reused', { status: number; title: string }> = {
  'source-unknown': { status: 404, title: 'There is no source of this id' },
  'source-exists': { status: 409, title: 'A source of this id exists, or existed; ids are not used twice' },
  'source-is-default': { status: 409, title: 'The default source of a channel can be paused, not removed' },
  'format-unknown': { status: 422, title: 'This channel reads no format of this name' },
  'format-takes-no-secret': { status: 422, title: 'Sources of this format post with a bearer key and have no secret' },
  'secret-unfit': { status: 422, title: 'The secret is too short, or not written as this format needs it' },
  'too-many-secrets': { status: 409, title: 'Too many secrets hold at once; wait, or rotate without an overlap' },
  'key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
};

/** What was wrong with a change of a source; a format that `channel` does not read is answered with those it reads. */
export function sourceRefused(error: SourceRefusal | 'key-reused', channel?: Channel): ProblemError {
  const known = error === 'format-unknown' && channel ? Object.keys(formatsOf([channel])) : [];
  const errors =
    known.length > 0 ? [{ field: 'format', detail: `expected one of ${known.join(', ')}, or none` }] : undefined;
  return new ProblemError({ type: `/problems/${error}`, ...SOURCE_REFUSED[error], ...(errors && { errors }) });
}

export function addressesRefused(faults: readonly AddressFault[]): ProblemError {
  return new ProblemError({
    type: '/problems/address-refused',
    title: 'The address of a source may not lead there',
    status: 422,
    errors: faults.map(({ setting, detail }) => ({ field: `settings.${setting}`, detail })),
  });
}

export function keyMissing(): ProblemError {
  return new ProblemError({
    type: '/problems/idempotency-key-missing',
    title: 'A change needs an Idempotency-Key header of 1 to 255 printable characters',
    status: 400,
  });
}
