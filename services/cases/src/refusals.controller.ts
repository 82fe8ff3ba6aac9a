import { principalOfRequest, requireScope, unseal } from '@hearback/access';
import type { FeedbackRefused } from '@hearback/contracts';
import { ProblemError } from '@hearback/service';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { dismissRefusal } from './dismiss-refusal';
import { maskOriginal } from './domain/mask-original';
import { invalidCursor, notFound, readInput } from './http-errors';
import { countOpenBySource, findRefusal, listRefusals, type RefusalFilter } from './io/refusal-query';
import type { RefusalDeps } from './refusal-deps';
import { dismissBody, readRefusalCursor, refusalCursor, refusalListQuery, replayBody } from './refusal-shapes';
import { requestReplaysOf } from './request-replays';

export const REFUSALS = Symbol('REFUSALS');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Controller('v1/refused')
export class RefusalsController {
  constructor(@Inject(REFUSALS) private readonly deps: RefusalDeps) {}

  @Get()
  @UseGuards(requireScope('read'))
  async list(@Query() query: unknown) {
    const { limit, after, state, ...asked } = readInput(refusalListQuery, query, 400);
    const cursor = after === undefined ? null : readRefusalCursor(after);
    if (after !== undefined && cursor === null) throw invalidCursor();
    const filter = { ...filterOf(asked), state: state ?? null };
    const items = await listRefusals(this.deps.pool, filter, { limit: limit + 1, after: cursor });
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? refusalCursor(page.at(-1)!) : null };
  }

  @Get('by-source')
  @UseGuards(requireScope('read'))
  async bySource() {
    return { items: await countOpenBySource(this.deps.pool), next: null };
  }

  @Get(':refusedId')
  @UseGuards(requireScope('read'))
  async one(@Param('refusedId') refusedId: string) {
    const found = UUID.test(refusedId) ? await findRefusal(this.deps.pool, refusedId) : null;
    if (!found) throw notFound('refusal');
    const { refusal, event, history } = found;
    return { ...refusal, original: event && originalOf(event, this.deps.originals), history };
  }

  @Post('replay')
  @HttpCode(202)
  @UseGuards(requireScope('command'))
  async replay(@Body() body: unknown, @Req() request: object) {
    const { ids, ...range } = readInput(replayBody, body, 422);
    const selection = ids ? { ids } : { filter: filterOf(range) };
    return requestReplaysOf(this.deps, { selection, who: whoOf(request) });
  }

  @Post(':refusedId/dismiss')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  async dismiss(@Param('refusedId') given: string, @Body() body: unknown, @Req() request: object) {
    if (!UUID.test(given)) throw notFound('refusal');
    const refusedId = given.toLowerCase();
    const { reason } = readInput(dismissBody, body, 422);
    const answer = await dismissRefusal(this.deps, { refusedId, reason, who: whoOf(request) });
    if (answer === 'unknown') throw notFound('refusal');
    if (answer !== 'dismissed') throw overAlready(answer);
    return { refusedId, state: answer };
  }
}

function filterOf(asked: { [K in keyof Omit<RefusalFilter, 'state'>]?: NonNullable<RefusalFilter[K]> | undefined }) {
  const { from = null, to = null, sourceId = null, reason = null, format = null } = asked;
  return { from, to, sourceId, reason, format };
}

function whoOf(request: object): { id: string; name: string } {
  const { kind, id, name } = principalOfRequest(request);
  return { id: `${kind}:${id}`, name };
}

function originalOf(event: FeedbackRefused, key: Buffer) {
  const { headers, index = null, serviceVersion, truncated } = event;
  const bytes = opened(key, event.originalEncrypted);
  const shown = bytes && maskOriginal(bytes, { contentType: headers['content-type'], truncated });
  return {
    text: shown?.text ?? null,
    encoding: shown?.encoding ?? null,
    bytes: bytes?.length ?? null,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, maskHeader(name, value)])),
    index,
    serviceVersion,
  };
}

// CloudEvents attributes are the sender's own words; a subject may be a phone.
function maskHeader(name: string, value: string): string {
  return name.startsWith('ce-') ? maskOriginal(Buffer.from(value), {}).text : value;
}

function opened(key: Buffer, sealed: string): Buffer | null {
  try {
    return unseal(key, sealed);
  } catch {
    return null;
  }
}

const OVER_ALREADY = {
  'replayed-already': 'It was read already and has become feedback',
  'superseded-already': 'It came again, corrected, and was accepted',
};

function overAlready(why: keyof typeof OVER_ALREADY): ProblemError {
  return new ProblemError({ type: `/problems/${why}`, title: OVER_ALREADY[why], status: 409 });
}
