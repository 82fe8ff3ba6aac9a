import { unseal, type Keys } from '@hearback/access';
import { replyDelivered, replyFailed, replyWayOf, type ReplyAttempted, type ReplyRequested } from '@hearback/contracts';
import { isFresh, mayBeAheadOfSource, replyStep, resendAfterMs, waitUntilMs } from '../domain/reply-step';
import { REPLY_WEBHOOK, replyWebhook } from '../reply-webhook';
import type { VendorHttp } from '../poller';
import type { OutgoingReply, Sender, Sent } from '../sender';
import { VendorAddressRefused } from '../vendor-unreachable';
import type { Source } from '@hearback/contracts';
import type { ChannelEdge } from './channel-edge';
import { claimAttempt, stillStands, untilTold, type AttemptTable } from './claim-attempt';
import { vendorAccess } from './vendor-access';
import type { Reach } from './reach';
import { vendorHttp } from './vendor-http';

export interface SendDeps {
  edge: ChannelEdge;
  table: AttemptTable;
  /** This process, as it claims attempts. */
  replica: string;
  keys: Pick<Keys, 'secrets' | 'contacts'>;
  senders: readonly Sender[];
  /** The sender of sources that are answered by e-mail. */
  mail?: Sender | undefined;
  reach: Reach;
  signal: AbortSignal;
}

/** When to look at the reply again; null when it is done. */
export interface Turn {
  outcome: 'delivered' | 'failed' | 'waiting';
  nextAtMs: number | null;
}

/**
 * One attempt at one reply. It is claimed before the call, so that of several replicas one calls, and `done` after the
 * outcome was published, so a crash leaves either nothing, a call that is made again (where that shows one reply), or one
 * that becomes `unknown`.
 * @throws PublishRefused while Kafka is away; nothing is lost by trying again
 */
export async function sendReply(deps: SendDeps, attempt: ReplyAttempted, random: number): Promise<Turn> {
  const { request } = attempt;
  if (!request) return { outcome: 'waiting', nextAtMs: null };
  const { edge } = deps;
  const source = edge.registry.sourceOf(request.sourceId);
  const sender = source && senderOf(deps, source);
  const nowMs = edge.now().getTime();
  if (!source || !sender) {
    if (mayBeAheadOfSource(request, nowMs)) return lookSoon(deps);
    return giveUp(deps, attempt, 'the source cannot carry a reply');
  }
  const step = replyStep(attempt, sender, nowMs);
  if (step.kind === 'look-again') return { outcome: 'waiting', nextAtMs: step.atMs };
  if (step.kind === 'give-up') return giveUp(deps, attempt, step.reason);
  const claimed = await claimAttempt(deps, attempt);
  if (!claimed) return lookSoon(deps);
  const sent = await callOf(deps, claimed, { source, sender, request });
  // Nobody else knows how the call ended: forgotten, a reply that was delivered would become unknown.
  return untilTold(deps, () => tell(deps, claimed, { sent, random, unsure: attempt.state === 'sending' }));
}

const LOOK_SOON_MS = 1_000;

function lookSoon({ edge }: SendDeps): Turn {
  return { outcome: 'waiting', nextAtMs: edge.now().getTime() + LOOK_SOON_MS };
}

async function giveUp(deps: SendDeps, attempt: ReplyAttempted, reason: string): Promise<Turn> {
  return (await stillStands(deps, attempt)) ? fail(deps, attempt, reason) : lookSoon(deps);
}

interface Ended {
  sent: Sent | { kind: 'lost' };
  random: number;
  /** What became of an earlier call nobody knows; an answer to a later one does not change that. */
  unsure: boolean;
}

async function tell(deps: SendDeps, sending: ReplyAttempted, { sent, random, unsure }: Ended): Promise<Turn> {
  const nowMs = deps.edge.now().getTime();
  const again = nowMs + resendAfterMs(sending.attempts, random);
  switch (sent.kind) {
    case 'delivered':
      return deliver(deps, sending, sent);
    case 'failed':
      return fail(deps, sending, sent.reason);
    case 'wait':
      await deps.table.write({ ...sending, ...stamp(deps), state: unsure ? 'sending' : 'queued' });
      return { outcome: 'waiting', nextAtMs: waitUntilMs(sending, { nowMs, againMs: again, seconds: sent.seconds }) };
    case 'lost':
      return { outcome: 'waiting', nextAtMs: again };
  }
}

/** An address of the bank's own goes before the vendor's: an administrator has set it on purpose. */
export function senderOf({ senders, mail }: Pick<SendDeps, 'senders' | 'mail'>, source: Source): Sender | null {
  switch (replyWayOf(source)) {
    case 'webhook':
      return replyWebhook;
    case 'vendor':
      return senders.find(({ name }) => name === source.format) ?? null;
    case 'mail':
      return mail ?? null;
    default:
      return null;
  }
}

interface Call {
  source: Source;
  sender: Sender;
  request: ReplyRequested;
}

async function callOf(deps: SendDeps, attempt: ReplyAttempted, call: Call): Promise<Sent | { kind: 'lost' }> {
  const { source, sender, request } = call;
  try {
    const access = vendorAccess(deps.keys.secrets, source);
    const http = whileFresh(deps, attempt, httpOf(deps, call));
    return await sender.send(outgoing(deps, request), { access, http, now: deps.edge.now() });
  } catch (error) {
    const { replyId, attempts } = attempt;
    const name = error instanceof Error ? error.name : 'unknown';
    deps.edge.telemetry.logger.warn(
      { replyId, attempts, sourceId: source.sourceId, error: name },
      'no outcome of a reply',
    );
    if (error instanceof VendorAddressRefused) return { kind: 'failed', reason: error.message };
    return { kind: 'lost' };
  }
}

/** A call of several questions that was held up in its middle goes no further: people may have been told to look. */
function whileFresh({ edge }: SendDeps, claimed: ReplyAttempted, http: VendorHttp): VendorHttp {
  return {
    request: async (call) => {
      if (!isFresh(claimed, edge.now().getTime())) throw new ClaimTooOld('it took too long to begin');
      return http.request(call);
    },
  };
}

class ClaimTooOld extends Error {
  override readonly name = 'ClaimTooOld';
}

function httpOf({ reach, signal }: SendDeps, { source, sender }: Call): VendorHttp {
  const { baseUrl, proxy, replyUrl } = source.settings;
  const own = sender.name === REPLY_WEBHOOK && replyUrl !== undefined;
  const base = own ? withoutQuery(replyUrl) : (baseUrl ?? sender.baseUrl);
  return vendorHttp({ baseUrl: base, proxy, reach, signal });
}

function withoutQuery(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

function outgoing({ keys }: SendDeps, request: ReplyRequested): OutgoingReply {
  const { replyId, caseId, feedbackId, externalId, text, contactsEncrypted } = request;
  const contact = contactsEncrypted === undefined ? undefined : contactOf(keys.contacts, contactsEncrypted);
  return { replyId, caseId, feedbackId, externalId, text, ...(contact && { contact }) };
}

function contactOf(key: Buffer, sealed: string): OutgoingReply['contact'] {
  const given = JSON.parse(unseal(key, sealed).toString('utf8')) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const [email, phone, handle] = [text(given.email), text(given.phone), text(given.id)];
  return { ...(email && { email }), ...(phone && { phone }), ...(handle && { handle }) };
}

async function deliver(deps: SendDeps, attempt: ReplyAttempted, sent: Sent & { kind: 'delivered' }): Promise<Turn> {
  const { externalReplyId } = sent;
  await deps.edge.publisher.publish(replyDelivered, {
    ...namesOf(attempt),
    ...(externalReplyId === undefined ? {} : { externalReplyId }),
    deliveredAt: sent.deliveredAt ?? deps.edge.now().toISOString(),
    attempts: Math.max(1, attempt.attempts),
  });
  return done(deps, attempt, 'delivered');
}

async function fail(deps: SendDeps, attempt: ReplyAttempted, reason: string): Promise<Turn> {
  const failedAt = deps.edge.now().toISOString();
  const { attempts } = attempt;
  await deps.edge.publisher.publish(replyFailed, { ...namesOf(attempt), reason, failedAt, attempts });
  return done(deps, attempt, 'failed');
}

async function done(deps: SendDeps, attempt: ReplyAttempted, outcome: Turn['outcome']): Promise<Turn> {
  const { replyId, service, attempts } = attempt;
  await deps.table.write({ replyId, service, attempts, state: 'done', ...stamp(deps) });
  return { outcome, nextAtMs: null };
}

function namesOf({ replyId, request }: ReplyAttempted) {
  const { caseId, feedbackId, sourceId } = request!;
  return { replyId, caseId, feedbackId, sourceId };
}

function stamp({ edge }: SendDeps): { at: string } {
  return { at: edge.now().toISOString() };
}
