import { principalOfRequest, requireScope } from '@hearback/access';
import type { Pool } from '@hearback/postgres';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { ChangeApiKeys } from './change-api-keys';
import { apiKeyNotFound, readBody, unknownSourcesProblem } from './http-errors';
import { newApiKeyBody } from './http-shapes';
import { listApiKeys } from './io/api-key-store';

export const POOL = Symbol('POOL');
export const CHANGE_API_KEYS = Symbol('CHANGE_API_KEYS');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Controller('v1')
export class AccessController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CHANGE_API_KEYS) private readonly apiKeys: ChangeApiKeys,
  ) {}

  @Get('api-keys')
  @UseGuards(requireScope('admin'))
  async list() {
    return { items: await listApiKeys(this.pool), next: null };
  }

  @Post('api-keys')
  @UseGuards(requireScope('admin'))
  async create(@Body() body: unknown, @Req() request: object) {
    const wanted = readBody(newApiKeyBody, body);
    const result = await this.apiKeys.create(wanted, principalOfRequest(request).name);
    if (!result.ok) throw unknownSourcesProblem(result.sourceIds);
    const { keyId, name, scopes, sourceIds } = result.key;
    return { keyId, token: result.token, name, scopes, sourceIds };
  }

  @Delete('api-keys/:keyId')
  @HttpCode(204)
  @UseGuards(requireScope('admin'))
  async revoke(@Param('keyId') keyId: string, @Req() request: object): Promise<void> {
    const found = UUID.test(keyId) && (await this.apiKeys.revoke(keyId, principalOfRequest(request).name));
    if (!found) throw apiKeyNotFound();
  }
}
