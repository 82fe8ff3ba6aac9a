import { principalOfRequest, requireScope } from '@hearback/access';
import type { Pool } from '@hearback/postgres';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { COMMAND_BODIES, commandOf, type CommandName } from './command-bodies';
import { commandProblem, idempotencyKeyOf, invalidCursor, notFound, readInput } from './http-errors';
import { caseListQuery, cursorOf, readCursor } from './http-shapes';
import { findCase } from './io/case-detail-query';
import { listCases } from './io/case-list-query';
import { findFeedback } from './io/feedback-query';
import type { CommandRequest, CommandResult } from './run-command';
import { traceparentOf } from './traceparent-of';

export const POOL = Symbol('POOL');
export const RUN_COMMAND = Symbol('RUN_COMMAND');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Controller('v1')
export class CasesController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(RUN_COMMAND) private readonly runCommand: (request: CommandRequest) => Promise<CommandResult>,
  ) {}

  @Get('feedback/:feedbackId')
  @UseGuards(requireScope('read'))
  async feedback(@Param('feedbackId') feedbackId: string) {
    const found = UUID.test(feedbackId) ? await findFeedback(this.pool, feedbackId.toLowerCase()) : null;
    if (!found) throw notFound('feedback with a known end');
    return found;
  }

  @Get('cases')
  @UseGuards(requireScope('read'))
  async list(@Query() query: unknown) {
    const { limit, after, state, channel } = readInput(caseListQuery, query, 400);
    const cursor = after === undefined ? null : readCursor(after);
    if (after !== undefined && cursor === null) throw invalidCursor();
    const items = await listCases(this.pool, {
      limit: limit + 1,
      after: cursor,
      state: state ?? null,
      channel: channel ?? null,
    });
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? cursorOf(page.at(-1)!) : null };
  }

  @Get('cases/:caseId')
  @UseGuards(requireScope('read'))
  async detail(@Param('caseId') caseId: string) {
    const found = UUID.test(caseId) ? await findCase(this.pool, caseId) : null;
    if (!found) throw notFound('case');
    return found;
  }

  @Post('cases/:caseId/:command')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  async command(
    @Param() { caseId, command }: { caseId: string; command: string },
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ) {
    if (!isCommand(command)) throw notFound('command');
    if (!UUID.test(caseId)) throw notFound('case');
    const idempotencyKey = idempotencyKeyOf(request);
    const read = readInput<(typeof COMMAND_BODIES)[CommandName]>(COMMAND_BODIES[command], body, 422);
    const { kind, id, name } = principalOfRequest(request);
    const result = await this.runCommand({
      caseId: caseId.toLowerCase(),
      ...commandOf(command, read),
      idempotencyKey,
      who: { id: `${kind}:${id}`, name },
      traceparent: traceparentOf(request.headers['traceparent']),
    });
    if (!result.ok) throw commandProblem(result);
    return result.answer;
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMAND_BODIES, name);
}
