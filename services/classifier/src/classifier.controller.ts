import { setImmediate } from 'node:timers/promises';
import { requireScope } from '@hearback/access';
import type { Labels } from '@hearback/contracts';
import { Body, Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import type { Classifier } from './handle-feedback';
import { readClassifyBody } from './read-classify-body';
import { textLanguage } from './text-language';

/** Texts between two breaths, so that health checks and the Kafka session are served while a large request runs. */
const TEXTS_AT_ONCE = 25;

export const MODEL_IN_FORCE = Symbol('model in force');

@Controller('v1')
export class ClassifierController {
  constructor(@Inject(MODEL_IN_FORCE) private readonly model: Classifier) {}

  /** Labels for texts that are not stored anywhere: same order, one answer for each item. */
  @Post('classify')
  @HttpCode(200)
  @UseGuards(requireScope('classify'))
  async classify(@Body() body: unknown): Promise<{ items: Labels[] }> {
    const items: Labels[] = [];
    for (const item of readClassifyBody(body)) {
      items.push(this.model.classify({ ...item, ...textLanguage(item.text) }));
      if (items.length % TEXTS_AT_ONCE === 0) await setImmediate();
    }
    return { items };
  }
}
