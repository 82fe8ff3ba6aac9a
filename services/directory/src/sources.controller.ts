import { principalOfRequest, requireScope } from '@hearback/access';
import type { InnerHosts } from '@hearback/config';
import type { Channel } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { POOL } from './access.controller';
import type { Asked, ChangeSources, SourceAnswer, SourceView } from './change-sources';
import { shownOf } from './domain/decide-source';
import { addressFaults } from './domain/address-faults';
import { addressesRefused, keyMissing, readBody, sourceRefused } from './http-errors';
import { listSourceChanges } from './io/source-change-store';
import { findSource, listSources, type StoredSource } from './io/source-store';
import { changedSourceBody, newSourceBody, rotateSecretBody } from './source-shapes';

export const CHANGE_SOURCES = Symbol('CHANGE_SOURCES');
export const SOURCE_TERMS = Symbol('SOURCE_TERMS');

/** What the environment says of every source. */
export interface SourceTerms {
  /** Rate of a source that is made without one. */
  itemsPerSecond: number;
  /** What of private networks the addresses of sources may name. */
  innerHosts: InnerHosts;
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
const CHANGES_LISTED = 200;

@Controller('v1/sources')
export class SourcesController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CHANGE_SOURCES) private readonly sources: ChangeSources,
    @Inject(SOURCE_TERMS) private readonly terms: SourceTerms,
  ) {}

  @Get()
  @UseGuards(requireScope('read'))
  async list() {
    return { items: (await listSources(this.pool)).map(viewOf), next: null };
  }

  @Post()
  @UseGuards(requireScope('admin'))
  async create(@Body() body: unknown, @Req() request: FastifyRequest) {
    const asked = askedBy(request);
    const { rate, format, ...given } = readBody(newSourceBody, body);
    this.requireFitAddresses(given.settings);
    const { itemsPerSecond } = this.terms;
    const fallback = { itemsPerSecond, burst: itemsPerSecond * 2 };
    return answered(await this.sources.create({ ...given, format, rate: rate ?? fallback }, asked), given.channel);
  }

  @Get(':sourceId')
  @UseGuards(requireScope('read'))
  async one(@Param('sourceId') sourceId: string) {
    const found = isStorable(sourceId) ? await findSource(this.pool, sourceId) : null;
    if (!found) throw sourceRefused('source-unknown');
    return viewOf(found);
  }

  @Get(':sourceId/changes')
  @UseGuards(requireScope('admin'))
  async changes(@Param('sourceId') sourceId: string) {
    const items = isStorable(sourceId) ? await listSourceChanges(this.pool, sourceId, CHANGES_LISTED) : [];
    return { items, next: null };
  }

  @Patch(':sourceId')
  @UseGuards(requireScope('admin'))
  async change(@Param('sourceId') sourceId: string, @Body() body: unknown, @Req() request: FastifyRequest) {
    const [asked, given] = [askedBy(request), readBody(changedSourceBody, body)];
    this.requireFitAddresses(given.settings ?? {});
    return answered(await this.sources.change(known(sourceId), given, asked));
  }

  @Post(':sourceId/rotate-secret')
  @HttpCode(200)
  @UseGuards(requireScope('admin'))
  async rotate(@Param('sourceId') sourceId: string, @Body() body: unknown, @Req() request: FastifyRequest) {
    const [asked, given] = [askedBy(request), readBody(rotateSecretBody, body)];
    return answered(await this.sources.rotate(known(sourceId), given, asked));
  }

  @Post(':sourceId/remove')
  @HttpCode(204)
  @UseGuards(requireScope('admin'))
  async remove(@Param('sourceId') sourceId: string, @Req() request: FastifyRequest): Promise<void> {
    answered(await this.sources.remove(known(sourceId), askedBy(request)));
  }

  private requireFitAddresses(settings: Readonly<Record<string, string>>): void {
    const faults = addressFaults(settings, this.terms.innerHosts);
    if (faults.length > 0) throw addressesRefused(faults);
  }
}

function askedBy(request: FastifyRequest): Asked {
  const idempotencyKey = request.headers['idempotency-key'];
  if (typeof idempotencyKey !== 'string' || !IDEMPOTENCY_KEY.test(idempotencyKey)) throw keyMissing();
  const { kind, id, name } = principalOfRequest(request);
  return { principalId: `${kind}:${id}`, by: name, idempotencyKey };
}

function answered(answer: SourceAnswer, channel?: Channel): SourceView & { secret?: string } {
  if (!answer.ok) throw sourceRefused(answer.error, channel);
  return answer.secret === null ? answer.source : { ...answer.source, secret: answer.secret };
}

function viewOf({ source, changedBy }: StoredSource): SourceView {
  return { ...shownOf(source), changedBy };
}

function known(sourceId: string): string {
  if (!isStorable(sourceId)) throw sourceRefused('source-unknown');
  return sourceId;
}

// PostgreSQL's text takes no NUL.
function isStorable(text: string): boolean {
  return !text.includes('\0');
}
