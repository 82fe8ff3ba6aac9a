import { requireScope } from '@hearback/access';
import { FORMATS } from '@hearback/contracts';
import { Controller, Get, UseGuards } from '@nestjs/common';

@Controller('v1/formats')
export class FormatsController {
  /** What a source may be made of, for people who choose. */
  @Get()
  @UseGuards(requireScope('read'))
  list() {
    return { items: Object.entries(FORMATS).map(([name, facts]) => ({ name, ...facts })), next: null };
  }
}
