import { principalOfRequest, requireScope } from '@hearback/access';
import { ProblemError } from '@hearback/service';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
  UseGuards,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { reportQuestionOf, reportRequestSchema } from './domain/report-question';
import { scheduleSchema } from './domain/report-schedule';
import type { ReportCursor, StoredReport } from './io/report-store';
import { badQuery, parseQuery } from './parse-query';
import { REPORTS, type Reports } from './start-reports';

const listQuerySchema = z.strictObject({
  limit: z.coerce.number('expected a number').int().min(1).max(500).default(50),
  after: z.string().optional(),
});

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;
const RETRY_AFTER_SECONDS = '3';

/** HTTP: reports of the promises as files, made once or by a schedule. */
@Controller('v1')
export class ReportsController {
  constructor(@Inject(REPORTS) private readonly reports: Reports) {}

  @Post('reports')
  @HttpCode(202)
  @UseGuards(requireScope('command'))
  async ask(@Body() body: unknown, @Req() request: FastifyRequest) {
    const asked = reportQuestionOf(parseQuery(reportRequestSchema, body), new Date());
    if (!asked.ok) throw badQuery([{ path: asked.field, detail: asked.detail }]);
    const { question, live } = asked;
    return { reportId: await this.reports.ask(question, { who: whoAsks(request), live }) };
  }

  @Get('reports')
  @UseGuards(requireScope('read'))
  async list(@Query() query: unknown) {
    const { limit, after } = parseQuery(listQuerySchema, query);
    const cursor = after === undefined ? null : cursorOf(after);
    const items = await this.reports.list(limit + 1, cursor);
    const page = items.slice(0, limit);
    const last = page.at(-1);
    return { items: page, next: items.length > limit && last ? `${last.askedAt}~${last.reportId}` : null };
  }

  @Get('reports/:reportId')
  @UseGuards(requireScope('read'))
  async download(@Param('reportId') reportId: string) {
    const found = isId(reportId) ? await this.reports.read(reportId) : null;
    if (!found) throw notFound('report');
    if (!found.content) throw withoutFile(found.report);
    const { format, language, checkpoint } = found.report;
    const [from, to] = [found.report.from.slice(0, 10), found.report.to.slice(0, 10)];
    const name = `hearback-report_${from}_${to}_${language}_checkpoint-${checkpoint ?? 0}.${format}`;
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(found.content, { type: TYPES[format], disposition, length: found.content.length });
  }

  @Get('report-schedules')
  @UseGuards(requireScope('read'))
  async schedules() {
    return { items: await this.reports.schedules(), next: null };
  }

  @Post('report-schedules')
  @HttpCode(201)
  @UseGuards(requireScope('command'))
  async schedule(@Body() body: unknown, @Req() request: FastifyRequest) {
    return this.reports.schedule(parseQuery(scheduleSchema, body), whoAsks(request));
  }

  @Delete('report-schedules/:scheduleId')
  @HttpCode(204)
  @UseGuards(requireScope('command'))
  async unschedule(@Param('scheduleId') scheduleId: string) {
    const was = isId(scheduleId) && (await this.reports.unschedule(scheduleId));
    if (!was) throw notFound('report schedule');
  }
}

const isId = (text: string) => z.uuid().safeParse(text).success;

function whoAsks(request: FastifyRequest): string {
  const { kind, id } = principalOfRequest(request);
  return `${kind}:${id}`;
}

function cursorOf(after: string): ReportCursor {
  const [askedAt = '', reportId = ''] = after.split('~');
  if (!z.iso.datetime().safeParse(askedAt).success || !isId(reportId))
    throw badQuery([{ path: 'after', detail: 'is not the `next` of a page' }]);
  return { askedAt, reportId };
}

function notFound(what: string): ProblemError {
  return new ProblemError({
    type: `/problems/no-such-${what.replace(' ', '-')}`,
    title: `There is no such ${what}`,
    status: 404,
  });
}

function withoutFile({ state, fault }: StoredReport): ProblemError {
  switch (state) {
    case 'failed':
      return new ProblemError({
        type: '/problems/report-failed',
        title: 'The report could not be made; ask for it again',
        status: 409,
        ...(fault === null ? {} : { detail: fault }),
      });
    case 'expired':
      return new ProblemError({
        type: '/problems/report-expired',
        title: 'The file is kept no more; the same question with the same `asOf` makes it again',
        status: 410,
      });
    default:
      return new ProblemError(
        { type: '/problems/report-waiting', title: 'The report is being made; try again soon', status: 409 },
        { 'retry-after': RETRY_AFTER_SECONDS },
      );
  }
}
