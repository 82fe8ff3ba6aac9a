import { CAUSES, CHANNELS, PRODUCTS, type ClockState, type PromiseKind } from '@hearback/contracts';
import { contributionOf } from '@hearback/proof';
import { AGE_BANDS, backlogOf, type BacklogRow } from './figure-ages';
import type { ReportClock } from './report-clock';
import type { ReportData } from './report-parts';
import type { ReportQuestion } from './report-question';

const HOUR = 3_600_000;
export const FROM = new Date('2026-02-01T00:00:00.000Z');
export const AS_OF = new Date('2026-03-02T01:00:00.000Z');

const OUTCOMES: readonly ClockState[] = ['met', 'met', 'met', 'missed', 'running', 'withdrawn', 'met'];
const PROMISES: readonly PromiseKind[] = ['first-reply', 'next-reply', 'first-reply', 'legal', 'resolution'];

/** Invented promises, each with an id of its own by its number. */
export function clockNumber(index: number, given: Partial<ReportClock> = {}): ReportClock {
  const outcome = OUTCOMES[index % OUTCOMES.length]!;
  const startedAt = new Date(FROM.getTime() + index * HOUR);
  const isAnswered = outcome === 'met' || outcome === 'missed';
  return {
    clockId: idOf('a', index),
    caseId: idOf('c', index),
    promise: PROMISES[index % PROMISES.length]!,
    term: PROMISES[index % PROMISES.length]!,
    channel: CHANNELS[index % CHANNELS.length]!,
    product: PRODUCTS[index % PRODUCTS.length]!,
    cause: CAUSES[index % CAUSES.length]!,
    branch: index % 3 === 0 ? null : `網點 ${index % 3}`,
    team: isAnswered ? '信用卡部' : null,
    owner: isAnswered ? `u-${index % 4}` : null,
    startedAt,
    dueAt: new Date(startedAt.getTime() + (outcome === 'running' ? 1_000 : 24) * HOUR),
    outcome,
    fulfilledAt: outcome === 'met' ? new Date(startedAt.getTime() + 2 * HOUR) : null,
    confirmed: outcome === 'met' && index % 10 === 0,
    withdrawnReason: outcome === 'withdrawn' ? ['spam', 'recomputed'][index % 2]! : null,
    ...given,
  };
}

const idOf = (letter: string, index: number) => `00000000-0000-4000-8000-${letter}${String(index).padStart(11, '0')}`;

/** What would be read for a report of these promises. */
export function reportDataOf(clocks: readonly ReportClock[], question: Partial<ReportQuestion> = {}): ReportData {
  const running = clocks.filter(({ outcome }) => outcome === 'running');
  const first = clocks.filter(({ promise, outcome }) => promise === 'first-reply' && outcome === 'met');
  const late = clocks.filter(({ promise, outcome }) => promise === 'first-reply' && /missed|running/.test(outcome));
  const times = {
    unanswered: late.length,
    wall: [7_200, 7_200, 7_201, 7_260, 7_265],
    working: [65, 60, 59, null, 7_140],
  };
  return {
    question: {
      ...{ from: FROM, to: new Date('2026-03-01T00:00:00.000Z'), asOf: AS_OF },
      ...{ zone: 'Asia/Shanghai', language: 'en', format: 'xlsx', ...question },
    },
    checkpoint: {
      ...{ number: 17, sealedAt: '2026-03-02T00:59:59.000Z', root: 'ab'.repeat(32), keyId: 'ed25519:0123456789abcdef' },
    },
    policyVersion: 'bank-promise-2+china-2020-1',
    rows: clocks.flatMap((clock) => contributionOf({ ...clock, state: clock.outcome })),
    cohort: { clocks, complete: true },
    backlog: { ...backlogOf(running.map(backlogRow)), clocks: running, complete: true },
    times: [{ channel: null, count: first.length, ...times }],
    beside: {
      refusedOpen: { count: 2, oldestSeconds: 60 },
      parked: { count: 0, oldestSeconds: null },
      inFlight: null,
    },
    terms: ['first-reply (bank-promise 2): an answer within 24 hours.'],
  };
}

function backlogRow({ promise, startedAt }: ReportClock): BacklogRow {
  const age = (AS_OF.getTime() - startedAt.getTime()) / 1_000;
  return { key: promise, band: AGE_BANDS.filter(({ from }) => age >= from).length, dueHour: null, count: 1 };
}
