import { requireScope } from '@hearback/access';
import { PROMISES } from '@hearback/contracts';
import { ProblemError } from '@hearback/service';
import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { promisesNamed } from './domain/period';
import { badQuery, parseQuery } from './parse-query';
import { RESPONSE_READS, type ResponseReads } from './response-reads';

const listQuerySchema = z.strictObject({
  feedbackId: z.uuid('expected a feedbackId (UUID)').optional(),
  caseId: z.uuid('expected a caseId (UUID)').optional(),
  promise: z
    .enum(['response', 'all', ...PROMISES], { error: `expected response, all, ${PROMISES.join(', ')}` })
    .default('response'),
  state: z.enum(['running', 'at-risk', 'missed'], { error: 'expected running, at-risk or missed' }).optional(),
  limit: z.coerce.number('expected a number').int().min(1).max(500).default(50),
  after: z.string().optional(),
});

/** HTTP: what was promised, and how it was kept. */
@Controller('v1')
@UseGuards(requireScope('read'))
export class ResponsesController {
  constructor(@Inject(RESPONSE_READS) private readonly reads: ResponseReads) {}

  @Get('clocks')
  async clocks(@Query() query: unknown) {
    const { feedbackId, caseId, promise, state, limit, after } = parseQuery(listQuerySchema, query);
    if (feedbackId) return this.reads.ofFeedback(feedbackId);
    if (caseId) return this.reads.ofCase(caseId);
    if (!state) throw badQuery([{ path: 'state', detail: 'one of `feedbackId`, `caseId` and `state` is needed' }]);
    const page = await this.reads.list({ state, promises: promisesNamed(promise), limit, after });
    if (!page) throw badQuery([{ path: 'after', detail: 'is not the `next` of a page' }]);
    return page;
  }

  @Get('clocks/:clockId')
  async clock(@Param('clockId') clockId: string) {
    const found = z.uuid().safeParse(clockId).success ? await this.reads.oneWithEvents(clockId) : null;
    if (!found)
      throw new ProblemError({ type: '/problems/no-such-clock', title: 'There is no such clock', status: 404 });
    return found;
  }
}
