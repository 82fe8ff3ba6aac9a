import {
  deterministicId,
  type CaseChange,
  type CaseChanged,
  type Channel,
  type LabelValues,
} from '@hearback/contracts';
import type { Random } from './random';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Shares as banks publish them; what the bank says itself in docs/promises.md asks for nothing more exact.
const CHANNEL_SHARES: Record<Channel, number> = {
  hotline: 46,
  'web-form': 12,
  'app-rating': 18,
  social: 9,
  branch: 10,
  'third-party': 5,
};
const PRODUCT_SHARES = {
  card: 38,
  loan: 22,
  'e-banking': 14,
  deposit: 9,
  payment: 8,
  wealth: 5,
  insurance: 3,
  other: 1,
};
const CAUSE_SHARES = {
  fees: 24,
  'process-efficiency': 22,
  'system-failure': 15,
  'product-information': 12,
  'staff-attitude': 11,
  'account-security': 8,
  'personal-information': 4,
  facilities: 2,
  other: 2,
};
/** A third are complaints: they have the promises of days beside those of 24 hours. */
const KIND_SHARES = { complaint: 34, enquiry: 40, suggestion: 12, praise: 9, other: 5 };
const BRANCHES = 60;
const OWNERS = 180;
const TEAMS = ['cards', 'loans', 'digital', 'branches', 'hotline', 'wealth', 'complaints', 'security'];

/** `past`: answered and brought to an end, mostly in time. `open`: nobody has brought it to an end yet. */
export type Fate = 'past' | 'open';

export interface Asked {
  name: string;
  receivedAt: number;
  fate: Fate;
  /** Later than this nothing is known. */
  until: number;
  /** Any when it says none. */
  kind?: LabelValues['kind'];
}

/** A case with a life of its own: customers are invented, and it holds no text. */
export function inventCase(random: Random, asked: Asked): CaseChanged[] {
  const story = new Story(random, asked);
  story.opened();
  if (asked.fate === 'open') openLife(story, random);
  else pastLife(story, random);
  return story.changesUntil(asked.until);
}

function openLife(story: Story, random: Random): void {
  story.assigned(random.between(MINUTE, HOUR));
  const { complaint } = story;
  // Whoever is still waiting after a day was answered by then.
  if (complaint) story.replied(random.between(20 * MINUTE, 23 * HOUR));
}

function pastLife(story: Story, random: Random): void {
  if (random.chance(0.01)) {
    story.changed(random.between(HOUR, 12 * HOUR), {
      kind: 'withdrawn',
      by: 'agent-1',
      reason: random.pick({ 'customer-withdrew': 4, spam: 4, duplicate: 2 }),
    });
    return;
  }
  story.assigned(random.between(MINUTE, 30 * MINUTE));
  const answered = answer(story, random);
  if (random.chance(0.03)) story.reclassified(answered + HOUR);
  if (random.chance(0.05)) followUp(story, random, answered);
  if (story.complaint) bringToAnEnd(story, random, answered);
}

/** 97 % in time; one in two hundred late on paper only, which a second person vouches for. @returns when, after receipt */
function answer(story: Story, random: Random): number {
  const inTime = Math.min(23.5 * HOUR, 12 * MINUTE * Math.exp(random.between(0, 4.5)));
  if (random.chance(0.005)) {
    const reply = story.replied(25 * HOUR, { repliedAfter: inTime, origin: 'logged' });
    story.changed(28 * HOUR, { kind: 'reply-confirmed', replyId: reply, by: 'head-1', evidence: 'call record' });
    return 28 * HOUR;
  }
  const after = random.chance(0.97) ? inTime : random.between(25 * HOUR, 60 * HOUR);
  story.replied(after);
  return after;
}

function followUp(story: Story, random: Random, answered: number): void {
  const again = answered + random.between(2 * HOUR, 48 * HOUR);
  story.joined(again);
  story.replied(again + random.between(10 * MINUTE, 22 * HOUR), { to: 1 });
}

function bringToAnEnd(story: Story, random: Random, answered: number): void {
  const extended = random.chance(0.02);
  const resolvedAfter = answered + (extended ? random.between(15 * DAY, 18 * DAY) : random.between(DAY / 2, 13 * DAY));
  if (extended) story.extended(10 * DAY);
  for (let at = answered + 4 * DAY; at < resolvedAfter; at += 4 * DAY) story.replied(at);
  story.changed(resolvedAfter, { kind: 'resolved', by: story.owner });
  const visited = resolvedAfter + random.between(2 * HOUR, 40 * HOUR);
  const content = random.chance(0.95);
  story.visited(visited, content ? 'satisfied' : 'dissatisfied');
  if (content) return;
  story.changed(visited + 2 * DAY, { kind: 'resolved', by: story.owner });
  story.visited(visited + 3 * DAY, 'satisfied');
}

interface ReplyGiven {
  repliedAfter?: number;
  origin?: 'logged' | 'observed';
  /** Which feedback of the case. */
  to?: number;
}

/** Writes changes in any order; they are numbered by time. */
class Story {
  readonly owner: string;
  private readonly name: string;
  private readonly receivedAt: number;
  private readonly team: string;
  private readonly caseId: string;
  private readonly channel: Channel;
  private readonly customerKey: string;
  private readonly branch: string;
  private labels: LabelValues;
  private readonly told: { at: number; change: CaseChange; labels: LabelValues }[] = [];

  constructor(
    private readonly random: Random,
    { name, receivedAt, kind }: Asked,
  ) {
    this.name = name;
    this.receivedAt = receivedAt;
    this.caseId = deterministicId('bench-case', name);
    this.customerKey = `bench-${Math.floor(random.next() * 1e9).toString(36)}`;
    this.channel = random.pick(CHANNEL_SHARES);
    this.branch = `branch-${Math.floor(random.next() * BRANCHES)}`;
    this.owner = `agent-${Math.floor(random.next() * OWNERS)}`;
    this.team = TEAMS[Number(this.owner.slice(6)) % TEAMS.length]!;
    this.labels = {
      product: random.pick(PRODUCT_SHARES),
      cause: random.pick(CAUSE_SHARES),
      kind: kind ?? random.pick(KIND_SHARES),
      sentiment: 'negative',
      urgency: 'normal',
    };
  }

  get complaint(): boolean {
    return this.labels.kind === 'complaint';
  }

  opened(): void {
    this.changed(this.random.between(300, 4_000), { kind: 'opened', feedback: this.feedback(0, 0) });
  }

  joined(after: number): void {
    this.changed(after + 1_000, { kind: 'feedback-joined', feedback: this.feedback(1, after) });
  }

  assigned(after: number): void {
    this.changed(after, { kind: 'assigned', assignee: this.owner, team: this.team, by: 'supervisor-1' });
  }

  replied(after: number, { repliedAfter = after, origin = 'observed', to = 0 }: ReplyGiven = {}): string {
    const replyId = deterministicId('bench-reply', this.name, Math.floor(after));
    this.changed(after + 1_000, {
      kind: 'replied',
      replyId,
      feedbackId: this.feedbackId(to),
      customerKey: this.customerKey,
      repliedAt: this.time(repliedAfter),
      origin,
      automatic: false,
      substantive: true,
      by: this.owner,
    });
    return replyId;
  }

  reclassified(after: number): void {
    this.labels = { ...this.labels, cause: this.random.pick(CAUSE_SHARES) };
    this.changed(after, { kind: 'reclassified', by: 'supervisor-1' });
  }

  extended(after: number): void {
    for (const promise of ['legal', 'resolution'] as const) {
      const extensionId = deterministicId('bench-extension', this.name, promise);
      const said = { extensionId, promise, reason: 'complex', noticeAt: this.time(after) };
      this.changed(after, { kind: 'extended', ...said, requestedBy: this.owner, by: 'head-1' });
    }
  }

  visited(after: number, outcome: 'satisfied' | 'dissatisfied'): void {
    const visitId = deterministicId('bench-visit', this.name, Math.floor(after));
    this.changed(after + 1_000, { kind: 'followed-up', visitId, outcome, visitedAt: this.time(after), by: this.owner });
  }

  changed(after: number, change: CaseChange): void {
    this.told.push({ at: this.receivedAt + Math.floor(after), change, labels: this.labels });
  }

  changesUntil(until: number): CaseChanged[] {
    const known = this.told.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    return known.map(({ at, change, labels }, index) => ({
      caseId: this.caseId,
      caseVersion: index + 1,
      changedAt: new Date(at).toISOString(),
      state: 'assigned',
      channel: this.channel,
      labels,
      change,
    }));
  }

  private feedback(number: number, after: number) {
    return {
      feedbackId: this.feedbackId(number),
      receivedAt: this.time(after),
      channel: this.channel,
      sourceId: `${this.channel}-1`,
      customerKey: this.customerKey,
      branch: this.branch,
    };
  }

  private feedbackId(number: number): string {
    return deterministicId('bench-feedback', this.name, number);
  }

  private time(after: number): string {
    return new Date(this.receivedAt + Math.floor(after)).toISOString();
  }
}
