import { problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** GET /v1/campaigns: a half-open period, default the last 30 days. */
export const campaignListQuery = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
});

export const campaignShape = z.object({
  clusterId: z.uuid(),
  firstSaidAt: z.iso.datetime(),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  size: z.number().int(),
  customers: z.number().int(),
  mentions: z.number().int(),
  reach: z.number().int(),
});

export const campaignListAnswer = z.object({
  items: z.array(
    campaignShape.extend({
      first: z.object({ caseId: z.uuid().nullable(), title: z.string().nullable(), excerpt: z.string() }).nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export function campaignCursor({ size, clusterId }: { size: number; clusterId: string }): string {
  return Buffer.from(`${size} ${clusterId}`).toString('base64url');
}

/** Null when it is none of ours. */
export function readCampaignCursor(cursor: string): { size: number; clusterId: string } | null {
  const [size = '', clusterId = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  return /^\d{1,9}$/.test(size) && z.uuid().safeParse(clusterId).success ? { size: Number(size), clusterId } : null;
}

const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});

export const CAMPAIGN_ROUTE: OpenApiRoute = {
  method: 'get',
  path: '/v1/campaigns',
  summary: 'Texts that several customers said alike, the largest first, each as a whole (scope read)',
  parameters: [
    { name: 'from', in: 'query', description: 'With a feedback received since; default 30 days before `to`' },
    { name: 'to', in: 'query', description: 'and before; default now' },
    { name: 'limit', in: 'query', description: '1 to 200; default 50' },
    { name: 'after', in: 'query', description: '`next` of the page before' },
  ],
  responses: {
    200: { description: 'A page of campaigns', schema: campaignListAnswer },
    400: problem('A parameter is wrong'),
    401: problem('No valid bearer token'),
    403: problem('The token lacks the scope'),
  },
};
