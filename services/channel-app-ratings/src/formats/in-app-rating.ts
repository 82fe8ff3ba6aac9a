import { faultsOf, readJsonPayload, type Format, type FormatItem } from '@hearback/channel';
import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { z } from 'zod';
import { given } from '../domain/given';

/**
 * Ratings given inside the bank's own app, as its server hands them on: one event or a list of them. The shape is
 * Hearback's own and closed: a misspelt field is named instead of lost. `ratingId` makes the event the same however often
 * it is sent, and a later `updatedAt` with the same `ratingId` is an edit.
 */
export const inAppRating: Format = {
  name: 'in-app-rating',
  version: 1,
  contentTypes: ['application/json'],
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const events = Array.isArray(json.value) ? json.value : [json.value];
    if (events.length === 0) return { kind: 'ignored', why: 'a list without ratings' };
    if (events.length <= FEEDBACK_LIMITS.requestItems) return { kind: 'read', items: events.map(readEvent) };
    const detail = `holds ${events.length} ratings; at most ${FEEDBACK_LIMITS.requestItems} are taken at once`;
    return { kind: 'refused', faults: [{ path: '', reason: 'too-many-items', detail }] };
  },
};

const eventSchema = z.strictObject({
  ratingId: z.string().min(1).max(512),
  stars: z.int().min(1).max(5),
  text: z.string().optional(),
  title: z.string().optional(),
  ratedAt: z.string(),
  updatedAt: z.string().optional(),
  /** The user's id in the app; the same person always has the same. */
  userId: z.string().optional(),
  /** The bank's number of the customer, when the user was signed in. */
  customerNumber: z.string().optional(),
  appId: z.string().optional(),
  appVersion: z.string().optional(),
  platform: z.enum(['ios', 'android', 'harmonyos', 'web']).optional(),
  osVersion: z.string().optional(),
  device: z.string().optional(),
  /** Where in the app it was asked, for instance `transfer-done`. */
  screen: z.string().optional(),
  language: z.string().optional(),
  region: z.string().optional(),
});
type RatingEvent = z.output<typeof eventSchema>;

function readEvent(value: unknown): FormatItem {
  const original = Buffer.from(JSON.stringify(value));
  const event = eventSchema.safeParse(value);
  if (event.success) return { value: itemOf(event.data), original };
  return { value: null, original, faults: faultsOf(event.error) };
}

function itemOf(event: RatingEvent): unknown {
  const { userId, customerNumber, appId, appVersion, platform, osVersion, device, screen } = event;
  const author = given({ id: userId, customerNumber });
  return given({
    externalId: event.ratingId,
    title: event.title,
    text: event.text ?? '',
    rating: { stars: event.stars },
    occurredAt: event.ratedAt,
    updatedAt: event.updatedAt ?? event.ratedAt,
    author: Object.keys(author).length > 0 ? author : undefined,
    language: event.language,
    region: event.region,
    attributes: given({ appId, appVersion, platform, osVersion, device, screen }),
  });
}
