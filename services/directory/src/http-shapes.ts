import { API_KEY_SCOPES, identitySchema } from '@hearback/contracts';
import { z } from 'zod';
import { storableText } from './storable-text';

// The bodies of this service's HTTP interface; openapi-routes.ts documents them.

export const signInBody = z.strictObject({ name: storableText(128).min(1), password: z.string().min(1).max(1_024) });

export const signInAnswer = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  user: z.object({
    userId: z.uuid(),
    name: z.string(),
    displayName: z.string(),
    role: z.enum(['admin', 'agent', 'viewer']),
    scopes: z.array(z.enum(API_KEY_SCOPES)),
  }),
});

export const meAnswer = z.object({
  kind: z.enum(['api-key', 'user']),
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(API_KEY_SCOPES)),
  sourceIds: z.array(z.string()),
});

export const newApiKeyBody = z.strictObject({
  name: storableText(128).trim().min(1),
  scopes: z.array(z.enum(API_KEY_SCOPES)).min(1).max(API_KEY_SCOPES.length),
  sourceIds: z.array(storableText(128).min(1)).max(1_000).default(['*']),
});

export const newApiKeyAnswer = z.object({
  keyId: z.uuid(),
  /** The bearer token. It is shown in this answer only. */
  token: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(API_KEY_SCOPES)),
  sourceIds: z.array(z.string()),
});

export const apiKeysAnswer = z.object({
  items: z.array(
    z.object({
      keyId: z.uuid(),
      name: z.string(),
      scopes: z.array(z.enum(API_KEY_SCOPES)),
      sourceIds: z.array(z.string()),
      createdAt: z.iso.datetime(),
      createdBy: z.string(),
      revokedAt: z.iso.datetime().nullable(),
      revokedBy: z.string().nullable(),
    }),
  ),
  next: z.null(),
});

const identityRef = z.strictObject({ type: identitySchema.shape.type, hash: storableText(128).min(1) });
const reason = storableText(500).trim().min(1);
const knownIdentity = z.object({
  type: identitySchema.shape.type,
  hash: z.string(),
  personId: z.uuid().nullable(),
  shared: z.boolean(),
});

export const mergeBody = z.strictObject({ identities: z.array(identityRef).min(2).max(20), reason });
export const splitBody = z.strictObject({
  identities: z.array(identityRef).min(1).max(20),
  reason,
  /** Many people use them, a branch's or a family's phone: they say nothing of who speaks. */
  shared: z.boolean().default(false),
});
export const identitiesAnswer = z.object({ identities: z.array(knownIdentity) });
export const identityChangesAnswer = z.object({
  items: z.array(
    z.object({
      action: z.enum(['merged', 'split']),
      before: z.array(knownIdentity),
      after: z.array(knownIdentity),
      reason: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  next: z.null(),
});
