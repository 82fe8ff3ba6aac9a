import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { ProblemError } from '@hearback/service';
import { describeFaults, type Fault } from '../domain/fault';

// Every refusal of a whole request, in one place. `type` is stable; programs may compare it.

export function notReady(): ProblemError {
  return unavailable('not-ready', 'has not read its API keys and sources yet', 2);
}

export function unavailable(type: string, why: string, retryAfterSeconds: number): ProblemError {
  return new ProblemError(
    {
      type: `/problems/${type}`,
      title: 'The service cannot take this now',
      status: 503,
      detail: `The service ${why}.`,
    },
    { 'retry-after': String(retryAfterSeconds) },
  );
}

export function tokenMissing(): ProblemError {
  return new ProblemError(
    {
      type: '/problems/token-missing',
      title: 'A valid bearer token is needed',
      status: 401,
      detail: 'The request has no Authorization header with a bearer token.',
    },
    { 'www-authenticate': 'Bearer realm="hearback"' },
  );
}

export function tokenUnknown(): ProblemError {
  return new ProblemError(
    {
      type: '/problems/token-unknown',
      title: 'A valid bearer token is needed',
      status: 401,
      detail: 'The token is not known or was revoked.',
    },
    { 'www-authenticate': 'Bearer realm="hearback", error="invalid_token"' },
  );
}

export function signatureWrong(): ProblemError {
  return new ProblemError({
    type: '/problems/signature-wrong',
    title: 'The signature does not fit',
    status: 401,
    detail: "The vendor's signature is missing or was not made over these bytes with this source's secret.",
  });
}

export function addressWrong(): ProblemError {
  return new ProblemError({
    type: '/problems/address-wrong',
    title: 'The address does not fit',
    status: 401,
    detail: 'The end of the address is none of the secrets of this source that hold now.',
  });
}

/** 403 and not 503: vendors repeat it for as long as they do, or show it, instead of hammering; nothing is kept here. */
export function sourcePaused(): ProblemError {
  return new ProblemError({
    type: '/problems/source-paused',
    title: 'The source is paused',
    status: 403,
    detail: 'Nothing is taken of this source until it is active again; send it again then.',
  });
}

export function methodNotAllowed(): ProblemError {
  return new ProblemError(
    {
      type: '/problems/method-not-allowed',
      title: 'This method is not allowed here',
      status: 405,
      detail: 'The format of this source knows no such question; payloads are posted.',
    },
    { allow: 'POST' },
  );
}

export function forbidden(detail: string): ProblemError {
  return new ProblemError({ type: '/problems/forbidden', title: 'The token does not allow this', status: 403, detail });
}

export function sourceUnknown(detail: string): ProblemError {
  return new ProblemError({ type: '/problems/source-unknown', title: 'There is no such source', status: 404, detail });
}

export function mediaTypeUnknown(detail: string): ProblemError {
  return new ProblemError({
    type: '/problems/media-type',
    title: 'This content type is not understood',
    status: 415,
    detail,
  });
}

export function tooManyRequests(retryAfterSeconds: number): ProblemError {
  return new ProblemError(
    {
      type: '/problems/too-many-requests',
      title: 'Too many requests',
      status: 429,
      detail: 'The source sends more items than it may; wait as long as Retry-After says.',
    },
    { 'retry-after': String(retryAfterSeconds) },
  );
}

/** The connection ends with it, because the caller would go on sending what nobody reads. */
export function bodyTooLarge(): ProblemError {
  return new ProblemError(
    {
      type: '/problems/too-large',
      title: 'The request is too large',
      status: 413,
      detail: `The body is larger than ${FEEDBACK_LIMITS.requestBytes / 1_048_576} MiB.`,
    },
    { connection: 'close' },
  );
}

export function callerGone(): ProblemError {
  return badHeader('Content-Length', 'the connection ended before the whole body was sent');
}

export function badHeader(name: string, expected: string): ProblemError {
  return new ProblemError({
    type: '/problems/header',
    title: 'The request could not be read',
    status: 400,
    detail: `${name}: ${expected}`,
  });
}

export function bodyRefused(status: number, faults: readonly Fault[]): ProblemError {
  const tooLarge = status === 413;
  return new ProblemError({
    type: tooLarge ? '/problems/too-large' : '/problems/unreadable',
    title: tooLarge ? 'The request is too large' : 'The request could not be read',
    status,
    detail: describeFaults(faults),
    reasons: faults,
  });
}
