import { requireScope } from '@hearback/access';
import { Controller, Get, Inject, Query, UseGuards } from '@nestjs/common';
import { periodOf, rateQuerySchema, ratesQuerySchema, type Period } from './domain/period';
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
}

function period(asked: Parameters<typeof periodOf>[0]): Extract<Period, { ok: true }> {
  const found = periodOf(asked, new Date());
  if (!found.ok) throw badQuery([{ path: found.field, detail: found.detail }]);
  return found;
}
