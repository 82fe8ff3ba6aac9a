import type { Door } from '@hearback/channel';
import type { Source } from '@hearback/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TrustedProxies } from '../domain/client-address';
import type { FormLanguage } from '../domain/form-language';
import { pageHeaders } from '../domain/page-frame';
import type { VisitorLimits } from './visitor-limits';

export interface FormOptions {
  /** Signs the tokens of forms; the same in every replica. */
  key: Buffer;
  trustedProxies: TrustedProxies;
  postsPerMinute: number;
}

/** One visitor in front of one form. */
export interface Visit {
  request: FastifyRequest;
  reply: FastifyReply;
  source: Source;
  language: FormLanguage;
}

/** What the form's handlers work with. */
export interface FormEdge extends FormOptions {
  door: Door;
  limits: VisitorLimits;
  /** Counts what became of a post; nothing of it is kept anywhere else when it was taken for a machine's. */
  count(outcome: string): void;
}

/** The status and headers of an expected refusal; anything else is a 500. */
export function refusalOf(error: unknown): { status: number; headers: Record<string, string> } {
  const { problem, headers } = error as { problem?: { status?: number }; headers?: Record<string, string> };
  return { status: problem?.status ?? 500, headers: headers ?? {} };
}

/** Sends a page with everything that must go with it. */
export function sendPage(
  reply: FastifyReply,
  { status, page, allowedOrigins = [] }: { status: number; page: string; allowedOrigins?: readonly string[] },
): FastifyReply {
  return reply.status(status).headers(pageHeaders(allowedOrigins)).send(page);
}
