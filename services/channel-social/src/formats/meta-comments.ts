import { createHmac } from 'node:crypto';
import {
  faultsOf,
  readJsonPayload,
  sameSignature,
  type Format,
  type FormatItem,
  type FormatReading,
  type FormatReply,
  type ReadContext,
} from '@hearback/channel';
import { z } from 'zod';
import { sayMetaChange, metaChangeSchema, type MetaEntry } from './meta-change';
import type { Said } from './read-each';
import { unixTime, vendorId } from './vendor-fields';

/**
 * Changes that Meta tells of: posts and comments on a page, comments and mentions on Instagram. At least once, in batches.
 * The secret is the app's; the verify token that Meta shows first is the source's setting `verifyToken`, without it the secret.
 */
export const metaComments: Format = {
  name: 'meta-comments',
  version: 2,
  contentTypes: ['application/json'],
  thanks: { status: 200, contentType: 'text/plain', body: 'EVENT_RECEIVED' },
  handshake: ({ method, query }, secrets, context?: ReadContext) => {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
    if (method !== 'GET' || mode !== 'subscribe' || challenge === undefined) return undefined;
    const chosen = context?.settings.verifyToken;
    const ours = (chosen ? [chosen] : secrets).some((expected) => sameSignature(token, expected));
    // Whatever is echoed is text, and short: the address can be called by anybody who has the token.
    if (!ours || !/^[\w-]{1,256}$/.test(challenge)) return { status: 403, contentType: 'text/plain', body: 'no' };
    return { status: 200, contentType: 'text/plain', body: challenge };
  },
  verify: ({ rawBody, headers }, secret) =>
    sameSignature(
      headers['x-hub-signature-256'],
      `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`,
    ),
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const call = callSchema.safeParse(json.value);
    if (!call.success) return { kind: 'refused', faults: faultsOf(call.error) };
    const { object } = call.data;
    if (object !== 'page' && object !== 'instagram')
      return { kind: 'ignored', why: 'tells of something else than a page or an Instagram account' };
    return readEntries(
      call.data.entry.map((entry) => ({ ...entry, object })),
      context,
    );
  },
};

// An entry of direct messages has `messaging` in the place of `changes`.
const callSchema = z.looseObject({
  object: z.string(),
  entry: z.array(z.looseObject({ id: vendorId, time: unixTime.optional(), changes: z.array(z.unknown()).optional() })),
});

interface Reading {
  items: FormatItem[];
  replies: FormatReply[];
  why: string;
}

function readEntries(entries: MetaEntry[], context: ReadContext | undefined): FormatReading {
  const reading: Reading = { items: [], replies: [], why: 'holds nothing that was said in public' };
  for (const entry of entries)
    for (const change of entry.changes ?? []) {
      const { object, id, time } = entry;
      const seconds = time === undefined ? undefined : Date.parse(time) / 1_000;
      const original = Buffer.from(JSON.stringify({ object, entry: [{ id, time: seconds, changes: [change] }] }));
      put(reading, sayChange(change, entry, context), original);
    }
  const { items, replies, why } = reading;
  return items.length + replies.length === 0 ? { kind: 'ignored', why } : { kind: 'read', items, replies };
}

function put(reading: Reading, said: Said, original: Buffer): void {
  if (said.kind === 'item') reading.items.push({ ...said.item, original });
  else if (said.kind === 'reply') reading.replies.push({ value: said.value });
  else if (said.kind === 'refused') reading.items.push({ value: null, faults: said.faults, original });
  else reading.why = said.why;
}

function sayChange(change: unknown, entry: MetaEntry, context: ReadContext | undefined): Said {
  const parsed = metaChangeSchema.safeParse(change);
  if (parsed.success) return sayMetaChange(parsed.data, entry, context);
  return { kind: 'refused', faults: faultsOf(parsed.error) };
}
