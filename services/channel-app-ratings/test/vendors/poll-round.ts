import type { FormatItem, FormatReply, Polled, Poller, VendorAccess, VendorHttp } from '@hearback/channel';

export interface Round {
  cursor: unknown;
  items: FormatItem[];
  replies: FormatReply[];
  /** How often the vendor was asked for a page. */
  pages: number;
}

/**
 * Polls until nothing more waits, as the shell does; the cursor goes through JSON on the way, as it does across a restart.
 * @throws Error with what the poller said when it was no page
 */
export async function pollRound(
  poller: Poller,
  io: { access: VendorAccess; http: VendorHttp; now: Date },
  from: unknown = undefined,
): Promise<Round> {
  const round: Round = { cursor: from, items: [], replies: [], pages: 0 };
  for (;;) {
    const polled: Polled = await poller.poll({ cursor: round.cursor, ...io });
    if (polled.kind !== 'page') throw new Error(JSON.stringify(polled));
    round.cursor = JSON.parse(JSON.stringify(polled.cursor));
    round.items.push(...polled.items);
    round.replies.push(...(polled.replies ?? []));
    round.pages++;
    if (!polled.more) return round;
  }
}

/** The vendor's ids of what was read, and of what could not be. */
export function idsOf(round: Pick<Round, 'items'>): string[] {
  return round.items.map(({ value, faults }) => (faults ? 'faulty' : (value as { externalId: string }).externalId));
}
