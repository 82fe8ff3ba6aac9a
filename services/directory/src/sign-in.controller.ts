import { principalOfRequest, requireScope } from '@hearback/access';
import { Body, Controller, Get, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common';
import { readBody, signInRefused, signInThrottled } from './http-errors';
import { signInBody } from './http-shapes';
import type { SignInResult } from './sign-in';

export const SIGN_IN = Symbol('SIGN_IN');

@Controller('v1')
export class SignInController {
  constructor(@Inject(SIGN_IN) private readonly signIn: (name: string, password: string) => Promise<SignInResult>) {}

  @Post('sign-in')
  @HttpCode(200)
  async create(@Body() body: unknown) {
    const { name, password } = readBody(signInBody, body);
    const result = await this.signIn(name, password);
    if (result.ok) return result.session;
    throw result.error === 'refused' ? signInRefused() : signInThrottled(result.retryAfterSeconds);
  }

  @Get('me')
  @UseGuards(requireScope('read'))
  me(@Req() request: object) {
    return principalOfRequest(request);
  }
}
