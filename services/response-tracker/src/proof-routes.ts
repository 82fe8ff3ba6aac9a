import { problemSchema, responseSealed } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';

const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});
const REFUSALS = {
  400: problem('The query'),
  401: problem('No valid token'),
  403: problem('The token lacks the scope `read`'),
  503: problem('Not ready yet, or other proofs are on their way'),
};
const NOTHING_SEALED = problem('Nothing was sealed by then, or with a key that this deployment does not have');

const parameters: OpenApiRoute['parameters'] = [
  {
    name: 'from',
    in: 'query',
    description: 'Start of the half-open period: a day or a time with zone; default 30 days',
  },
  { name: 'to', in: 'query', description: 'End of the period, not included; default now' },
  { name: 'zone', in: 'query', description: 'In which `from` and `to` are days; default Asia/Shanghai' },
  { name: 'asOf', in: 'query', description: 'As known then: the last checkpoint sealed by this time; default now' },
  { name: 'promise', in: 'query', description: '`response` (default), `all` or one kind' },
];
// Its schema is that of libs/proof; `hearback verify` checks it.
const proofFile = z.looseObject({ format: z.string() });

/** The routes of the proof, for /openapi.json. */
export const PROOF_ROUTES: OpenApiRoute[] = [
  {
    method: 'get',
    path: '/v1/response-rate/proof',
    summary: 'A file that proves a figure: every event of the days of the period, the signed checkpoint, the claim',
    parameters,
    responses: { 200: { description: 'The file', schema: proofFile }, 409: NOTHING_SEALED, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/response-rate/proof.gz',
    summary: 'The same file, compressed by gzip',
    parameters,
    responses: {
      200: { description: 'The file', schema: z.string(), contentType: 'application/gzip' },
      409: NOTHING_SEALED,
      ...REFUSALS,
    },
  },
  {
    method: 'get',
    path: '/v1/checkpoints',
    summary: 'The signed checkpoints in order',
    parameters: [
      { name: 'after', in: 'query', description: 'Number of a checkpoint; `next` of the page before' },
      { name: 'limit', in: 'query', description: '1 to 1000, default 100' },
    ],
    responses: {
      200: {
        description: 'Checkpoints',
        schema: z.object({ items: z.array(responseSealed.schema), next: z.string().nullable() }),
      },
      ...REFUSALS,
    },
  },
  {
    method: 'get',
    path: '/v1/sealing-key',
    summary: 'The public key of the checkpoints (Ed25519): compare its fingerprint with the published one',
    responses: {
      200: {
        description: 'The key',
        schema: z.object({ keyId: z.string(), publicKey: z.string(), fingerprint: z.string() }),
      },
      ...REFUSALS,
    },
  },
];
