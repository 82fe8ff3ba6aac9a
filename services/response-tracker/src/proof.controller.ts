import { requireScope } from '@hearback/access';
import { ProblemError } from '@hearback/service';
import { Controller, Get, Header, Headers, Inject, Query, Res, StreamableFile, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { proofQuerySchema, proofQuestionOf } from './domain/proof-question';
import { gzipped, streamOf } from './io/proof-stream';
import { badQuery, parseQuery } from './parse-query';
import { PROOF_READS, type OpenProof, type ProofAnswer, type ProofReads } from './proof-reads';

const checkpointsQuerySchema = z.strictObject({
  after: z.coerce.number('expected the number of a checkpoint').int().min(0).default(0),
  limit: z.coerce.number('expected a number').int().min(1).max(1_000).default(100),
});

/** HTTP: what it takes to check a published figure without trusting Hearback. */
@Controller('v1')
@UseGuards(requireScope('read'))
export class ProofController {
  constructor(@Inject(PROOF_READS) private readonly reads: ProofReads) {}

  /** The file as JSON; compressed on the way for a client that says so. */
  @Get('response-rate/proof')
  @Header('cache-control', 'no-store')
  @Header('vary', 'accept-encoding')
  async proof(
    @Query() query: unknown,
    @Headers('accept-encoding') encodings: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const proof = await this.open(query);
    const name = { type: 'application/json; charset=utf-8', disposition: `attachment; filename="${proof.fileName}"` };
    if (!takesGzip(encodings)) return new StreamableFile(streamOf(proof), name);
    reply.header('content-encoding', 'gzip');
    return new StreamableFile(gzipped(streamOf(proof)), name);
  }

  /** The same as a compressed file, for keeping. */
  @Get('response-rate/proof.gz')
  @Header('cache-control', 'no-store')
  async compressedProof(@Query() query: unknown) {
    const proof = await this.open(query);
    const disposition = `attachment; filename="${proof.fileName}.gz"`;
    return new StreamableFile(gzipped(streamOf(proof)), { type: 'application/gzip', disposition });
  }

  @Get('checkpoints')
  async checkpoints(@Query() query: unknown) {
    const { after, limit } = parseQuery(checkpointsQuerySchema, query);
    return this.reads.checkpoints(after, limit);
  }

  @Get('sealing-key')
  sealingKey() {
    return this.reads.key();
  }

  private async open(query: unknown): Promise<OpenProof> {
    const asked = proofQuestionOf(parseQuery(proofQuerySchema, query), new Date());
    if (!asked.ok) throw badQuery([{ path: asked.field, detail: asked.detail }]);
    const answer = await this.reads.open(asked.question);
    if (!answer.ok) throw refusalOf(answer);
    return answer.proof;
  }
}

function takesGzip(encodings = ''): boolean {
  return encodings.split(',').some((one) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(one));
}

function refusalOf(answer: Extract<ProofAnswer, { ok: false }>): ProblemError {
  switch (answer.error) {
    case 'busy':
      return new ProblemError(
        { type: '/problems/busy', title: 'Other proofs are on their way; try again soon', status: 503 },
        { 'retry-after': '10' },
      );
    case 'nothing-sealed':
      return new ProblemError({
        type: '/problems/nothing-sealed',
        title: 'Nothing was sealed by then, so nothing can be proved',
        status: 409,
        detail: answer.first
          ? `The first checkpoint was sealed at ${answer.first.sealedAt}; ask for a later \`asOf\`.`
          : 'No promise has been recorded yet. A checkpoint is sealed within seconds after the first one.',
      });
    case 'other-key':
      return new ProblemError({
        type: '/problems/other-key',
        title: 'That checkpoint was sealed with a key that this deployment does not have',
        status: 409,
        detail: `Checkpoint ${answer.checkpoint.number} is signed by ${answer.checkpoint.keyId}. Start the tracker with the HEARBACK_SECRET of that time to prove it.`,
      });
  }
}
