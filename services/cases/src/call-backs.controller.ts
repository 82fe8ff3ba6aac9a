import { principalOfRequest, requireScope } from '@hearback/access';
import { ProblemError } from '@hearback/service';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CALL_BODIES, callBackCursor, callBackListQuery, readCallBackCursor } from './call-back-shapes';
import type { CallOutcome } from './domain/call-back';
import { idempotencyKeyOf, invalidCursor, notFound, readInput } from './http-errors';
import { findCallBack, listCallBacks } from './io/call-back-query';
import { runCallBack, type CallBackAnswer, type CallBackDeps, type CallBackError } from './run-call-back';
import { traceparentOf } from './traceparent-of';

export const CALL_BACKS = Symbol('CALL_BACKS');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Controller('v1/call-backs')
export class CallBacksController {
  constructor(@Inject(CALL_BACKS) private readonly deps: CallBackDeps) {}

  @Get()
  @UseGuards(requireScope('read'))
  async list(@Query() query: unknown) {
    const { limit, after, state } = readInput(callBackListQuery, query, 400);
    const cursor = after === undefined ? null : readCallBackCursor(after);
    if (after !== undefined && cursor === null) throw invalidCursor();
    const { pool, contactsKey } = this.deps;
    const items = await listCallBacks(pool, { state, limit: limit + 1, after: cursor }, contactsKey);
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? callBackCursor(page.at(-1)!) : null };
  }

  @Get(':replyId')
  @UseGuards(requireScope('read'))
  async one(@Param('replyId') replyId: string) {
    const { pool, contactsKey } = this.deps;
    const found = UUID.test(replyId) ? await findCallBack(pool, replyId, contactsKey) : null;
    if (!found) throw notFound('call-back');
    return found;
  }

  @Post(':replyId/spoken')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  spoken(@Param('replyId') replyId: string, @Body() body: unknown, @Req() request: FastifyRequest) {
    return this.say(replyId, request, () => ({ kind: 'spoken', ...readInput(CALL_BODIES.spoken, body, 422) }));
  }

  @Post(':replyId/not-reached')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  notReached(@Param('replyId') replyId: string, @Body() body: unknown, @Req() request: FastifyRequest) {
    return this.say(replyId, request, () => ({
      kind: 'not-reached',
      ...readInput(CALL_BODIES['not-reached'], body, 422),
    }));
  }

  @Post(':replyId/give-up')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  giveUp(@Param('replyId') replyId: string, @Body() body: unknown, @Req() request: FastifyRequest) {
    return this.say(replyId, request, () => ({ kind: 'give-up', ...readInput(CALL_BODIES['give-up'], body, 422) }));
  }

  private async say(replyId: string, request: FastifyRequest, read: () => CallOutcome): Promise<CallBackAnswer> {
    if (!UUID.test(replyId)) throw notFound('call-back');
    const { kind, id, name } = principalOfRequest(request);
    const result = await runCallBack(this.deps, {
      replyId: replyId.toLowerCase(),
      idempotencyKey: idempotencyKeyOf(request),
      outcome: read(),
      who: { id: `${kind}:${id}`, name },
      traceparent: traceparentOf(request.headers['traceparent']),
    });
    if (!result.ok) throw callProblem(result.error);
    return result.answer;
  }
}

const PROBLEMS: Record<CallBackError, { status: number; title: string }> = {
  'call-back-unknown': { status: 404, title: 'There is no call-back of this id' },
  'call-back-closed': { status: 409, title: 'Somebody has spoken with the customer already, or has given up' },
  'call-before-request': { status: 422, title: 'The call is older than the task; log it as a reply of its own' },
  'call-in-future': { status: 422, title: 'A call cannot be made in the future' },
  'key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
};

function callProblem(error: CallBackError): ProblemError {
  return new ProblemError({ type: `/problems/${error}`, ...PROBLEMS[error] });
}
