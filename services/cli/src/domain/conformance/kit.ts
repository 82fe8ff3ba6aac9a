import { CHANNELS } from '@hearback/contracts';
import { z } from 'zod';

// The files of the kit (conformance/README.md). Closed: a misspelt field of a case would be a check that is never made.

const text = z.string().min(1);
const headers = z.record(text, z.string());

/** How a vendor shows that a request is its own. */
export const signingSchema = z.discriminatedUnion('scheme', [
  z.strictObject({
    scheme: z.literal('hmac'),
    header: text,
    hash: z.enum(['sha1', 'sha256']),
    encoding: z.enum(['hex', 'base64']),
    /** Stands before the signature in the header. */
    prefix: z.string().default(''),
    /** The key is this header's value, `&` and the secret, instead of the secret alone. */
    keyHeader: text.optional(),
  }),
  z.strictObject({ scheme: z.literal('secret-then-body'), header: text, hash: z.enum(['sha1', 'sha256']) }),
  z.strictObject({ scheme: z.literal('twilio') }),
  z.strictObject({ scheme: z.literal('standard-webhooks') }),
  z.strictObject({ scheme: z.literal('address') }),
  z.strictObject({ scheme: z.literal('bearer') }),
]);
export type Signing = z.output<typeof signingSchema>;

const refusedSchema = z.strictObject({
  index: z.int().nonnegative(),
  reason: text,
  /** Words of the answer's `detail`: where it is, and what was expected. */
  says: z.array(text).min(1),
});

export const expectationSchema = z.strictObject({
  status: z.int().min(200).max(499),
  /** How many items the answer names as accepted. */
  accepted: z.int().nonnegative().optional(),
  refused: z.array(refusedSchema).optional(),
  /** Nothing of it concerns the bank: neither accepted nor refused. */
  ignored: z.literal(true).optional(),
  /** `type` of the problem that is answered. */
  problem: text.optional(),
  /** The whole body of the answer. */
  body: z.string().optional(),
  headers: headers.optional(),
  /** What each accepted item says, in their order; only the fields named here are compared. */
  feedback: z.array(z.record(text, z.unknown())).optional(),
  /** Replies made outside that were found in it. */
  replies: z.array(z.record(text, z.unknown())).optional(),
  /** Accepted items that must have the feedbackId of another case's accepted item. */
  same: z.array(z.strictObject({ index: z.int().nonnegative(), as: text, at: z.int().nonnegative() })).optional(),
});
export type Expectation = z.output<typeof expectationSchema>;

/** What odd or hostile thing a case shows. */
export const KINDS = [
  'sample',
  'batch',
  'edited',
  'deleted',
  'reply',
  'ignored',
  'handshake',
  '64-bit-id',
  'json-in-string',
  'wrong-clock',
  'emoji',
  'missing-field',
  'unknown-field',
  'charset',
] as const;

const bodySchema = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ base64: z.base64() }),
  z.strictObject({ file: z.string().regex(/^[\w.-]+$/, 'expected the name of a file in bodies/') }),
  z.strictObject({
    /** The body of another case, with these pieces of its text replaced; each must be found. */
    like: text,
    replace: z.array(z.tuple([text, z.string()])).min(1),
  }),
]);

export const caseSchema = z.strictObject({
  $schema: z.string().optional(),
  why: text,
  shows: z.array(z.enum(KINDS)).min(1),
  request: z.strictObject({
    method: z.enum(['POST', 'GET', 'OPTIONS']).default('POST'),
    /** Behind the address of the hook, for instance a query. */
    path: z.string().default(''),
    /** Beside those of the format; null leaves one of those out. */
    headers: z.record(text, z.string().nullable()).default({}),
    body: bodySchema.optional(),
    /** false: as a stranger sends it. */
    signed: z.boolean().default(true),
  }),
  expect: expectationSchema,
  /** Generated variants that cannot be made of this sample, and why. */
  without: z.record(text, text).default({}),
});
export type CaseFile = z.output<typeof caseSchema>;

export const formatSchema = z.strictObject({
  $schema: z.string().optional(),
  format: text,
  vendor: text,
  channel: z.enum(CHANNELS),
  /** `poll`: in operation Hearback asks the vendor; the kit posts the pages that the vendor would answer. */
  arrives: z.enum(['push', 'poll']),
  signing: signingSchema,
  /** Of every request that does not say otherwise. */
  headers,
  /** What a source must hold for these cases. */
  source: z.strictObject({
    settings: z.record(text, z.string()).default({}),
    mapping: z.record(text, z.string()).default({}),
  }),
  body: z.enum(['json', 'ndjson', 'form', 'multipart', 'xml']),
  unknownFields: z.strictObject({
    answer: z.enum(['tolerated', 'refused']),
    /** JSON Pointers of objects that get one; `*` stands for every element. */
    at: z.array(z.string()).min(1),
  }),
  /** Expectations of generated variants that differ from the README's. */
  overrides: z.record(text, expectationSchema).default({}),
  /** Generated variants, or kinds of cases, that this format cannot have, and why. */
  without: z.record(text, text).default({}),
});
export type FormatFile = z.output<typeof formatSchema>;

/** A case with its name and the bytes of its body, before anything is signed. */
export interface KitCase extends CaseFile {
  name: string;
}

/** A format of the kit with all that its folder holds. */
export interface KitFormat extends FormatFile {
  cases: KitCase[];
  bodies: ReadonlyMap<string, Buffer>;
}
