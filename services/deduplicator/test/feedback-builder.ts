import { createHash } from 'node:crypto';
import { deterministicId, feedbackSchema, type Feedback } from '@hearback/contracts';

/** What matters in a test; the rest is filled in. `id` stands for a feedbackId. */
export interface Said {
  id: string;
  text: string;
  /** Who says it, one word for each identity; nobody in particular when absent. */
  by?: string[];
  minute?: number;
  stars?: number;
  title?: string;
  sharedFrom?: string;
  inReplyTo?: string;
  updatedMinute?: number;
  channel?: Feedback['channel'];
}

const NOON = Date.parse('2026-03-02T12:00:00.000Z');

export const idOf = (name: string) => deterministicId('test', name);

/** A feedback as a channel service publishes it. */
export function feedback(said: Said): Feedback {
  const at = (minute: number) => new Date(NOON + minute * 60_000).toISOString();
  const feedbackId = idOf(said.id);
  return feedbackSchema.parse({
    feedbackId,
    contentHash: createHash('sha256')
      .update(JSON.stringify([said.title, said.text, said.stars]))
      .digest('hex'),
    channel: said.channel ?? 'web-form',
    sourceId: 'web-forms',
    format: 'hearback/v1',
    occurredAt: at(said.minute ?? 0),
    receivedAt: at(said.minute ?? 0),
    ...(said.updatedMinute === undefined ? {} : { sourceUpdatedAt: at(said.updatedMinute) }),
    customer: {
      customerKey: said.by?.[0] ?? `anon:${feedbackId}`,
      identities: (said.by ?? []).map((who) => ({ type: 'handle', hash: `hash-of-${who}`, keyVersion: 1 })),
    },
    ...(said.title === undefined ? {} : { title: said.title }),
    text: said.text,
    ...(said.stars === undefined ? {} : { rating: { stars: said.stars } }),
    ...(said.sharedFrom === undefined ? {} : { sharedFrom: idOf(said.sharedFrom) }),
    ...(said.inReplyTo === undefined ? {} : { inReplyTo: idOf(said.inReplyTo) }),
  });
}
