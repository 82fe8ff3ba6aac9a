import type { FastifyReply } from 'fastify';
import { addressGroup, clientAddress } from '../domain/client-address';
import { formFields, type FormFields } from '../domain/form-fields';
import { formItem, type FormFault } from '../domain/form-item';
import { HONEYPOT, TOKEN } from '../domain/form-page';
import { formSettings } from '../domain/form-settings';
import { FASTEST_MS, judgeFormToken, signFormToken } from '../domain/form-token';
import { FORM_WORDS, type FormFaultReason } from '../domain/form-words';
import { noticePage, thanksAddress } from '../domain/thanks-page';
import { refusalOf, sendPage, type FormEdge, type Visit } from './form-edge';
import { showForm } from './show-form';

/** As it stands in every feedback that came through the form. */
const FORMAT = 'hosted-form/v1';

/** One post, read. */
interface Post {
  visit: Visit;
  bytes: Buffer;
  typed: FormFields;
  token: string;
}

/**
 * POST /forms/<sourceId>: the form's answer, published as POST /v1/feedback would, and thanks only after Kafka has it. At least
 * once; the form's token is the idempotency key, so a form sent twice is one feedback. A crash before the thanks leaves the
 * person with their form, and sending it again gives the same id. Whatever else goes wrong, the form comes back with what was typed.
 */
export async function postForm(edge: FormEdge, visit: Visit): Promise<FastifyReply> {
  const bytes = await edge.door.bytesOf(visit.request);
  const typed = formFields(bytes, visit.request.headers['content-type']);
  if (!typed) return unreadable(edge, visit);
  const post: Post = { visit, bytes, typed, token: typed.get(TOKEN) ?? '' };
  if ((typed.get(HONEYPOT) ?? '') !== '') return thankMachine(edge, visit);
  const wait = edge.limits.take(visitorOf(edge, visit), edge.door.now().getTime());
  if (wait > 0) return limited(edge, post, wait);
  const { sourceId } = visit.source;
  const verdict = judgeFormToken(post.token, { sourceId, key: edge.key, now: edge.door.now() });
  if (verdict.kind === 'good') return takeForm(edge, post, verdict.nonce);
  edge.count(verdict.kind);
  // A person who was quick or slow only has to press the button again; their words are still there.
  const [reason, token]: [FormFaultReason, string | undefined] =
    verdict.kind === 'too-fast'
      ? ['too-fast', post.token]
      : ['expired', verdict.kind === 'expired' ? renewed(edge, visit, verdict.nonce) : undefined];
  return again(edge, post, { status: 422, faults: [{ reason }], token });
}

async function takeForm(edge: FormEdge, post: Post, nonce: string): Promise<FastifyReply> {
  const { visit, bytes, typed, token } = post;
  const { source, request, language, reply } = visit;
  const reading = formItem(typed, formSettings(source, language), language);
  if (!reading.ok) {
    edge.count('mended');
    return again(edge, post, { status: 422, faults: reading.faults, token });
  }
  try {
    const { item } = reading;
    const answer = await edge.door.post({ source, request, bytes, format: FORMAT, item, idempotencyKey: nonce });
    const [accepted] = answer.accepted;
    // The form's own checks are the stricter ones; should they not be one day, the original is kept as a refusal.
    if (!accepted) return unreadable(edge, visit);
    edge.count('published');
    return reply.redirect(thanksAddress(source.sourceId, language, accepted.feedbackId), 303);
  } catch (error) {
    const { status, headers } = takenLater(error);
    if (status !== 429 && status !== 503) throw error;
    edge.count(status === 429 ? 'limited' : 'unavailable');
    reply.headers(headers);
    const reason = status === 429 ? 'too-many' : 'unavailable';
    return again(edge, post, { status, faults: [{ reason }], token });
  }
}

const PAUSED_SECONDS = 60;

/** A source that was paused while somebody wrote keeps their words as Kafka being away does. */
function takenLater(error: unknown): ReturnType<typeof refusalOf> {
  const refusal = refusalOf(error);
  return refusal.status === 403 ? { status: 503, headers: { 'retry-after': String(PAUSED_SECONDS) } } : refusal;
}

/**
 * People cannot see that field. What filled it in is counted and thanked like anyone, without a reference number, and nothing is published: a refusal
 * would teach it, and a feedback would be a case that somebody has to answer.
 */
function thankMachine(edge: FormEdge, visit: Visit): FastifyReply {
  edge.count('spam');
  return visit.reply.redirect(thanksAddress(visit.source.sourceId, visit.language), 303);
}

function limited(edge: FormEdge, post: Post, wait: number): FastifyReply {
  edge.count('limited');
  post.visit.reply.header('retry-after', String(wait));
  return again(edge, post, { status: 429, faults: [{ reason: 'too-many' }], token: post.token });
}

function again(
  edge: FormEdge,
  { visit, typed }: Post,
  shown: { status: number; faults: readonly FormFault[]; token?: string | undefined },
): FastifyReply {
  const { status, faults, token } = shown;
  return showForm(edge, visit, { status, faults, typed, ...(token === undefined ? {} : { token }) });
}

function unreadable(edge: FormEdge, { reply, language }: Visit): FastifyReply {
  edge.count('unreadable');
  return sendPage(reply, { status: 400, page: noticePage(language, FORM_WORDS[language].faults.unreadable) });
}

// The same post as before, and old enough to be believed at once.
function renewed({ door, key }: FormEdge, { source }: Visit, nonce: string): string {
  return signFormToken({ nonce, issuedAt: new Date(door.now().getTime() - FASTEST_MS) }, source.sourceId, key);
}

function visitorOf({ trustedProxies }: FormEdge, { request }: Visit): string {
  const forwarded = request.headers['x-forwarded-for'];
  const hops = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  return addressGroup(clientAddress(request.raw.socket.remoteAddress, hops, trustedProxies));
}
