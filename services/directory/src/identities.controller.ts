import { principalOfRequest, requireScope } from '@hearback/access';
import type { Pool } from '@hearback/postgres';
import { Body, Controller, Get, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common';
import { POOL } from './access.controller';
import type { ChangeIdentities } from './change-identities';
import type { IdentityAnswer } from './domain/decide-identities';
import { identitiesRefused, personNeeded, readBody } from './http-errors';
import { mergeBody, splitBody } from './http-shapes';
import { listIdentityChanges } from './io/identity-store';

export const CHANGE_IDENTITIES = Symbol('CHANGE_IDENTITIES');

const LISTED = 200;

@Controller('v1/identities')
export class IdentitiesController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CHANGE_IDENTITIES) private readonly identities: ChangeIdentities,
  ) {}

  @Get('changes')
  @UseGuards(requireScope('command'))
  async changes() {
    return { items: await listIdentityChanges(this.pool, LISTED), next: null };
  }

  @Post('merge')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  async merge(@Body() body: unknown, @Req() request: object) {
    const { identities, reason } = readBody(mergeBody, body);
    return answered(await this.identities.merge(identities, { by: personOf(request), reason }));
  }

  @Post('split')
  @HttpCode(200)
  @UseGuards(requireScope('command'))
  async split(@Body() body: unknown, @Req() request: object) {
    const { identities, reason, shared } = readBody(splitBody, body);
    return answered(await this.identities.split(identities, { by: personOf(request), reason, shared }));
  }
}

/** Who is one customer is decided by a person; a key of a machine cannot be asked why. */
function personOf(request: object): string {
  const { kind, name } = principalOfRequest(request);
  if (kind !== 'user') throw personNeeded();
  return name;
}

function answered(answer: IdentityAnswer) {
  if (!answer.ok) throw identitiesRefused(answer.error);
  return { identities: answer.next };
}
