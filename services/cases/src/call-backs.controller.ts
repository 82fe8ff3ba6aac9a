import { principalOfRequest, requireScope } from '@hearback/access';
import { ProblemError } from '@hearback/service';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CALL_BODIES, callBackCursor, callBackListQuery, claimBody, readCallBackCursor } from './call-back-shapes';
import { claimCallBack, releaseCallBack } from './claim-call-back';
import type { CallOutcome } from './domain/call-back';
import { idempotencyKeyOf, invalidCursor, notFound, readInput } from './http-errors';
import { findCallBack, listCallBacks } from './io/call-back-query';
import { runCallBack, type CallBackAnswer, type CallBackDeps, type CallBackRefused } from './run-call-back';
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
    const items = await listCallBacks(this.deps, { state, limit: limit + 1, after: cursor });
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? callBackCursor(page.at(-1)!) : null };
  }

  @Get(':replyId')
  @UseGuards(requireScope('read'))
  async one(@Param('replyId') replyId: string) {
    const found = UUID.test(replyId) ? await findCallBack(this.deps, replyId) : null;
    if (!found) throw notFound('call-back');
    return found;
  }

  @Post(':replyId/claim')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  claim(@Param('replyId') replyId: string, @Body() body: unknown, @Req() request: FastifyRequest) {
    return this.hand(claimCallBack, replyId, { body, request });
  }

  @Post(':replyId/release')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  release(@Param('replyId') replyId: string, @Body() body: unknown, @Req() request: FastifyRequest) {
    return this.hand(releaseCallBack, replyId, { body, request });
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

  private async hand(
    over: typeof claimCallBack,
    replyId: string,
    { body, request }: { body: unknown; request: FastifyRequest },
  ) {
    if (!UUID.test(replyId)) throw notFound('call-back');
    readInput(claimBody, body, 422);
    const result = await over(this.deps, { replyId: replyId.toLowerCase(), who: whoOf(request) });
    if (!result.ok) throw callProblem(result);
    return result.answer;
  }

  private async say(replyId: string, request: FastifyRequest, read: () => CallOutcome): Promise<CallBackAnswer> {
    if (!UUID.test(replyId)) throw notFound('call-back');
    const result = await runCallBack(this.deps, {
      replyId: replyId.toLowerCase(),
      idempotencyKey: idempotencyKeyOf(request),
      outcome: read(),
      who: whoOf(request),
      traceparent: traceparentOf(request.headers['traceparent']),
    });
    if (!result.ok) throw callProblem(result);
    return result.answer;
  }
}

function whoOf(request: object): { id: string; name: string } {
  const { kind, id, name } = principalOfRequest(request);
  return { id: `${kind}:${id}`, name };
}

const PROBLEMS: Record<CallBackRefused['error'], { status: number; title: string }> = {
  'call-back-unknown': { status: 404, title: 'There is no call-back of this id' },
  'call-back-closed': { status: 409, title: 'Somebody has spoken with the customer already, or has given up' },
  'call-back-claimed': { status: 409, title: 'Another has this call-back in hand; see who, and until when' },
  'call-before-request': { status: 422, title: 'The call is older than the task; log it as a reply of its own' },
  'call-in-future': { status: 422, title: 'A call cannot be made in the future' },
  'key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
};

function callProblem({ ok: _, error, ...claim }: CallBackRefused): ProblemError {
  return new ProblemError({ type: `/problems/${error}`, ...PROBLEMS[error], ...claim });
}
