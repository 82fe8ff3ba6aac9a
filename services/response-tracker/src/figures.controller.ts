import { requireScope } from '@hearback/access';
import { Controller, Get, Inject, Query, UseGuards } from '@nestjs/common';
import {
  backlogQuerySchema,
  pageQuerySchema,
  periodOf,
  promisesNamed,
  rateQuerySchema,
  ratesQuerySchema,
  timesQuerySchema,
  warningsQuerySchema,
  type Period,
} from './domain/period';
import { badQuery, parseQuery } from './parse-query';
import { RESPONSE_READS, type ResponseReads } from './response-reads';

/** HTTP: the figures, live and as of a past time. */
@Controller('v1')
@UseGuards(requireScope('read'))
export class FiguresController {
  constructor(@Inject(RESPONSE_READS) private readonly reads: ResponseReads) {}

  @Get('response-rate')
  async responseRate(@Query() query: unknown) {
    const { promise, by, ...asked } = parseQuery(rateQuerySchema, query);
    return this.reads.rateWithWaiting({ ...period(asked), promise, by });
  }

  @Get('promise-rates')
  async promiseRates(@Query() query: unknown) {
    return this.reads.promiseRates(period(parseQuery(ratesQuerySchema, query)));
  }

  @Get('reply-times')
  async replyTimes(@Query() query: unknown) {
    const { by, ...asked } = parseQuery(timesQuerySchema, query);
    return this.reads.replyTimes({ ...period(asked), by });
  }

  @Get('backlog')
  async backlog(@Query() query: unknown) {
    const { promise, ...asked } = parseQuery(backlogQuerySchema, query);
    return this.reads.backlog({ ...asked, promises: promisesNamed(promise) });
  }

  @Get('warnings')
  async warnings(@Query() query: unknown) {
    return this.reads.warnings(parseQuery(warningsQuerySchema, query));
  }

  @Get('moved-dates')
  async movedDates(@Query() query: unknown) {
    return this.reads.movedDates(parseQuery(pageQuerySchema, query));
  }
}

function period(asked: Parameters<typeof periodOf>[0]): Extract<Period, { ok: true }> {
  const found = periodOf(asked, new Date());
  if (!found.ok) throw badQuery([{ path: found.field, detail: found.detail }]);
  return found;
}
