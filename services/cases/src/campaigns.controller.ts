import { requireScope } from '@hearback/access';
import type { Pool } from '@hearback/postgres';
import { Controller, Get, Inject, Query, UseGuards } from '@nestjs/common';
import { campaignCursor, campaignListQuery, readCampaignCursor } from './campaign-shapes';
import { POOL } from './cases.controller';
import { invalidCursor, readInput } from './http-errors';
import { listCampaigns } from './io/campaign-query';

const PERIOD_MS = 30 * 86_400_000;

@Controller('v1/campaigns')
export class CampaignsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @UseGuards(requireScope('read'))
  async list(@Query() query: unknown) {
    const { limit, after, to = new Date(), from } = readInput(campaignListQuery, query, 400);
    const cursor = after === undefined ? null : readCampaignCursor(after);
    if (after !== undefined && cursor === null) throw invalidCursor();
    const since = from ?? new Date(to.getTime() - PERIOD_MS);
    const items = await listCampaigns(this.pool, { from: since, to, limit: limit + 1, after: cursor });
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? campaignCursor(page.at(-1)!) : null };
  }
}
