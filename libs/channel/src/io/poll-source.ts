import type { PollStateName, Source, SourcePolled } from '@hearback/contracts';
import { PublishRefused, type SharedTable } from '@hearback/kafka';
import { ProblemError } from '@hearback/service';
import { accountOf, cursorFor, keptAfterFailure, type PollAccount } from '../domain/poll-account';
import type { PollTurn } from '../domain/poll-schedule';
import type { Polled, Poller, VendorAnswer, VendorHttp } from '../poller';
import { VendorAddressRefused, VendorUnreachable } from '../vendor-unreachable';
import type { ChannelEdge } from './channel-edge';
import { untilElapsed } from './elapsed';
import { patientHttp } from './patient-http';
import { takePage, type Page } from './take-page';
import { vendorAccess } from './vendor-access';
import type { Reach } from './reach';
import { vendorHttp } from './vendor-http';

export interface PollDeps {
  edge: ChannelEdge;
  table: Pick<SharedTable<SourcePolled>, 'holds' | 'of' | 'write'>;
  /** Opens the credentials of sources. */
  secretsKey: Buffer;
  reach: Reach;
  /** Ends every call under way. */
  signal: AbortSignal;
  /** Called with what a page held, after Kafka has all of it. */
  onPage?(source: Source, page: Page): void;
}

export interface PollJob {
  source: Source;
  poller: Poller;
  /** False once the source was changed, paused or given to another replica: the turn ends after the page under way. */
  current(): boolean;
}

/** More pages in a row than a vendor has: its cursor goes round in a circle. */
const PAGES_AT_ONCE = 1_000;

/**
 * Asks one vendor until nothing more is waiting. Each page is durable on Kafka before the cursor that leads past it is
 * written: after a crash the page is asked for again and its items come out under the same ids.
 */
export async function pollSource(deps: PollDeps, job: PollJob): Promise<PollTurn> {
  const { source } = job;
  const watch: Watched = { status: 0 };
  try {
    const http = httpsOf(deps, job, watch);
    for (let pages = 0; pages < PAGES_AT_ONCE; pages++) {
      const polled = await ask(deps, job, http);
      if (polled.kind !== 'page') return await ended(deps, job, turnOf(polled, watch.status));
      await takeAll(deps, job, polled);
      if (!polled.more || !job.current()) return { kind: 'page', more: polled.more };
    }
    return await ended(deps, job, { kind: 'failed', why: `gave ${PAGES_AT_ONCE} pages and still more` });
  } catch (error) {
    const turn = turnOfError(error);
    deps.edge.telemetry.logger.warn({ sourceId: source.sourceId, ...turn, error: nameOf(error) }, 'could not poll');
    return ended(deps, job, turn);
  }
}

interface Watched {
  /** Of the last answer. */
  status: number;
}

/** Of the vendor, and of where it gives tokens. */
interface Https {
  http: VendorHttp;
  login: VendorHttp | undefined;
}

function httpsOf(deps: PollDeps, job: PollJob, watch: Watched): Https {
  const { source, poller } = job;
  const { proxy } = source.settings;
  const { reach, signal, edge } = deps;
  const to = ([baseUrl, ...furtherUrls]: readonly [string, ...string[]]) => {
    const http = vendorHttp({ baseUrl, furtherUrls, proxy, reach, signal, keepAlive: true });
    return watched(poller.patient ? patientHttp(http, { now: edge.now, pause: untilElapsed, signal }) : http, watch);
  };
  const addresses = addressesOf(job);
  const loginUrl = poller.loginUrl && (source.settings.loginUrl ?? poller.loginUrl(addresses[0]));
  return { http: to(addresses), login: loginUrl === undefined ? undefined : to([loginUrl]) };
}

function addressesOf({ source: { settings }, poller }: PollJob): readonly [string, ...string[]] {
  if (settings.baseUrl !== undefined) return [settings.baseUrl];
  return typeof poller.baseUrl === 'string' ? [poller.baseUrl] : poller.baseUrl(settings);
}

function watched(http: VendorHttp, watch: Watched): VendorHttp {
  return {
    request: async (call): Promise<VendorAnswer> => {
      const answer = await http.request(call);
      watch.status = answer.status;
      return answer;
    },
  };
}

function ask(deps: PollDeps, job: PollJob, https: Https): Promise<Polled> {
  const { source, poller } = job;
  return poller.poll({
    cursor: cursorFor(deps.table.of(source.sourceId), askedBy(job)),
    access: vendorAccess(deps.secretsKey, source),
    ...https,
    now: deps.edge.now(),
  });
}

function askedBy({ source, poller }: PollJob): PollAccount {
  return { format: poller.name, account: accountOf(source.settings, poller.account) };
}

async function takeAll(deps: PollDeps, job: PollJob, polled: Extract<Polled, { kind: 'page' }>): Promise<void> {
  const { source, poller } = job;
  const { edge } = deps;
  const span = edge.telemetry.startSpan('poll', {
    attributes: { 'hearback.channel': source.channel, 'hearback.format': poller.name },
  });
  try {
    const version = edge.definition.formats.find(({ name }) => name === poller.name)?.version ?? 1;
    const format = `${poller.name}/v${version}`;
    if (polled.items.length > 0 || polled.replies?.length || polled.parts?.length)
      await takePage(edge, polled, { source, format, traceparent: span.traceparent });
    deps.onPage?.(source, polled);
    await write(deps, job, { account: askedBy(job).account, cursor: polled.cursor, state: 'ok' });
    span.end();
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/** Says on the topic how it stands, so that the state of a source survives a restart. */
async function ended(deps: PollDeps, job: PollJob, turn: PollTurn): Promise<PollTurn> {
  if (turn.kind === 'page') return turn;
  const state = turn.kind === 'wait' ? 'waiting' : turn.kind;
  const asked = askedBy(job);
  const told = turn.kind === 'unreachable' ? undefined : turn.cursor;
  const { account } = asked;
  const place = told ? { account, cursor: told } : keptAfterFailure(deps.table.of(job.source.sourceId), asked);
  // Kafka being away is why it could not be polled, perhaps; the state is written with the next one.
  await write(deps, job, { ...place, state, why: turn.why }).catch(() => undefined);
  return turn;
}

interface Reached {
  account?: string | undefined;
  cursor?: unknown;
  state: PollStateName;
  why?: string;
}

async function write(deps: PollDeps, { source, poller }: PollJob, reached: Reached): Promise<void> {
  const { sourceId } = source;
  const kept = deps.table.of(sourceId);
  const now = { sourceId, format: poller.name, ...reached };
  // A source at rest costs no records.
  if (kept && sameState(kept, now)) return;
  await deps.table.write({ ...now, polledAt: deps.edge.now().toISOString() });
}

function sameState(kept: SourcePolled, now: Omit<SourcePolled, 'polledAt'>): boolean {
  const told = (p: Omit<SourcePolled, 'polledAt'>) =>
    JSON.stringify([p.format, p.account, p.cursor ?? null, p.state, p.why]);
  return told(kept) === told(now);
}

/** A vendor that answers 5xx is out of order, whatever a poller makes of it, unless it says how to go on all the same. */
function turnOf(polled: Exclude<Polled, { kind: 'page' }>, status: number): PollTurn {
  return polled.kind === 'failed' && polled.cursor === undefined && status >= 500
    ? { kind: 'unreachable', why: `the vendor answered ${status}` }
    : polled;
}

function turnOfError(error: unknown): PollTurn {
  if (error instanceof VendorUnreachable) return { kind: 'unreachable', why: error.message };
  if (error instanceof VendorAddressRefused) return { kind: 'failed', why: error.message };
  if (error instanceof ProblemError || error instanceof PublishRefused)
    return { kind: 'unreachable', why: 'what the vendor said could not be stored yet' };
  // A fault of ours or an answer nobody expected; its message may quote a customer.
  return { kind: 'failed', why: `the answer could not be understood (${nameOf(error)})` };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
