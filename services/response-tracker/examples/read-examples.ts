import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticeSchema, type BusinessCalendar } from '../src/domain/calendar/business-calendar';
import { shippedCalendars } from '../src/domain/calendar/shipped-calendars';
import type { CaseFact, CaseLabels } from '../src/domain/case-fact';
import { readPolicyPack, type PolicyPack } from '../src/domain/policy-pack/policy-pack';
import { shippedPacks } from '../src/domain/policy-pack/shipped-packs';
import type { CalendarInForce, InForce, PolicyInForce } from '../src/domain/promise-policy';
import { COMPLAINT, id } from '../src/domain/test-case';

// Reads the hand-worked examples: README.md says what their fields mean.

type Given = Record<string, unknown>;

export interface ExpectedClock extends Given {
  promise: string;
  startedAt: string;
  dueAt: string;
  state: string;
}

export interface Example {
  id: string;
  title: string;
  reason: string;
  /** Ids of packs in force since ever, or what was in force from when on. */
  policy: string[] | { from: string; packs: string[] }[];
  calendar?: ExampleCalendar;
  /** The kinds of promise that are looked at. */
  promises: string[];
  facts: Given[];
  now: string;
  clocks: ExpectedClock[];
  /** met of met and missed, among the 24-hour promises. */
  rate?: string;
}

interface ExampleCalendar {
  /** Until then the bank had only the notice of 2025; null: it still has not. */
  notice2026KnownFrom?: string | null;
  /** An invented notice of 2027. */
  notice2027?: { knownFrom: string; daysOff: [string, string][]; workdays: string[] };
  /** A day on which the bank decides its own hours. */
  override?: { knownFrom: string; date: string; hours: string[] };
}

/** Every example of the data files. */
export function readExamples(): Example[] {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.json') && file !== 'packs.json');
  return files.sort().flatMap((file) => JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as Example[]);
}

/** What the promises of an example are counted by. */
export function inForceOf({ policy, calendar = {} }: Example): InForce {
  const policies: PolicyInForce[] = policy.some((entry) => typeof entry === 'string')
    ? [{ appliesFrom: new Date(0), packs: (policy as string[]).map(packOf) }]
    : (policy as { from: string; packs: string[] }[]).map(({ from, packs }) => {
        return { appliesFrom: new Date(from), packs: packs.map(packOf) };
      });
  return { policies, calendars: calendarsOf(calendar) };
}

function packOf(name: string): PolicyPack {
  const shipped = shippedPacks().get(name);
  if (shipped) return shipped;
  const own = JSON.parse(readFileSync(join(__dirname, 'packs.json'), 'utf8')) as { id: string }[];
  const result = readPolicyPack(own.find((pack) => pack.id === name));
  if (!result.ok) throw new Error(`the pack ${name}: ${result.faults.join('; ')}`);
  return result.pack;
}

function calendarsOf({ notice2026KnownFrom, notice2027, override }: ExampleCalendar): CalendarInForce[] {
  const shipped = [...shippedCalendars().values()];
  const china = shipped.find(({ id: name }) => name === 'cn-bank')!;
  const always = (calendar: BusinessCalendar) => ({ knownFrom: new Date(0), calendar });
  const versions = shipped.filter((calendar) => calendar !== china).map(always);
  if (notice2026KnownFrom === undefined) versions.push(always(china));
  else versions.push(always(without2026(china)));
  if (notice2026KnownFrom) versions.push({ knownFrom: new Date(notice2026KnownFrom), calendar: china });
  if (notice2027) versions.push({ knownFrom: new Date(notice2027.knownFrom), calendar: with2027(china, notice2027) });
  if (override) {
    const { date, hours } = override;
    const calendar = { ...china, version: '2026.2', overrides: [{ date, hours, reason: 'an example' }] };
    versions.push({ knownFrom: new Date(override.knownFrom), calendar });
  }
  return versions;
}

function without2026(china: BusinessCalendar): BusinessCalendar {
  const notices = china.notices.filter(({ id: name }) => name !== 'cn-state-council-2026');
  return { ...china, version: '2025.1', notices, publishedThrough: '2025-12-27' };
}

function with2027(
  china: BusinessCalendar,
  { daysOff, workdays }: NonNullable<ExampleCalendar['notice2027']>,
): BusinessCalendar {
  const notice = noticeSchema.parse({
    id: 'invented-2027',
    rules: { from: '2026-12-28', through: '2027-12-26' },
    source: { title: 'invented for an example' },
    daysOff: daysOff.map(([from, through]) => ({ name: 'off', from, through })),
    workdays: workdays.map((date) => ({ name: 'worked', date, follows: 'mon' })),
  });
  return { ...china, version: '2027.1', notices: [...china.notices, notice], publishedThrough: '2027-12-26' };
}

/** The facts of an example, in the order given; versions of the case by recorded time, unless given. */
export function factsOf({ facts }: Example): CaseFact[] {
  const byTime = facts.map((given, index) => ({ given, index, at: recordedAt(given).getTime() }));
  byTime.sort((a, b) => a.at - b.at || a.index - b.index);
  let labels: CaseLabels = COMPLAINT;
  const made = new Map<Given, CaseFact>();
  for (const [index, { given }] of byTime.entries()) {
    labels = { ...labels, ...(given.labels as object), ...(given.reclassified as object) };
    const caseVersion = (given.version as number | undefined) ?? index + 1;
    made.set(given, { ...factOf(given), caseVersion, changedAt: recordedAt(given), labels } as CaseFact);
  }
  return facts.map((given) => made.get(given)!);
}

function recordedAt(given: Given): Date {
  return new Date((given.known ?? given.at ?? given.received ?? given.replied) as string);
}

const MADE: Record<string, (given: Given) => object> = {
  feedback: (given) => ({
    kind: 'feedback',
    feedbackId: id(given.feedback as string),
    customerKey: given.customer ?? 'li',
    receivedAt: new Date(given.received as string),
    channel: given.channel ?? 'hotline',
    sourceId: 'an-example',
    branch: null,
  }),
  revised: (given) => ({
    kind: 'revision',
    feedbackId: id(given.revised as string),
    revision: given.revision,
    substantive: given.substantive ?? true,
    receivedAt: new Date(given.received as string),
  }),
  reply: (given) => ({
    kind: 'reply',
    replyId: id(given.reply as string),
    feedbackId: id(given.to as string),
    customerKey: given.customer ?? 'li',
    repliedAt: new Date(given.replied as string),
    origin: given.origin ?? 'observed',
    automatic: given.automatic ?? false,
    substantive: given.substantive ?? true,
    by: given.by ?? 'chen',
  }),
  confirmed: (given) => ({ kind: 'reply-confirmed', replyId: id(given.confirmed as string), by: given.by }),
  turn: (given) => ({ kind: given.turn, reason: given.reason }),
  visit: (given) => ({
    kind: 'followed-up',
    visitId: id(given.visit as string),
    outcome: given.outcome,
    visitedAt: new Date((given.visited ?? given.at) as string),
  }),
  extended: (given) => ({
    kind: 'extended',
    extensionId: id(given.extended as string),
    promise: given.promise,
    reason: 'complex',
    requestedBy: given.requestedBy ?? 'chen',
    by: given.by ?? 'wu',
    noticeAt: given.noticeAt ? new Date(given.noticeAt as string) : null,
  }),
  unlinked: (given) => ({ kind: 'feedback-unlinked', feedbackId: id(given.unlinked as string) }),
  assigned: (given) => ({ kind: 'assigned', owner: given.assigned, team: given.team ?? null }),
  reclassified: () => ({ kind: 'reclassified' }),
};

function factOf(given: Given): object {
  const name = Object.keys(MADE).find((key) => key in given);
  if (!name) throw new Error(`not a fact: ${JSON.stringify(given)}`);
  return MADE[name]!(given);
}
