import { SERVICE_PARTS, type ServicePart } from '@hearback/service';
import type { DynamicModule } from '@nestjs/common';

/** The console has no rules and no tables; everything it does is in the routes that main.ts registers. */
export class ConsoleModule {
  static with(parts: ServicePart[]): DynamicModule {
    return { module: ConsoleModule, providers: [{ provide: SERVICE_PARTS, useValue: parts }] };
  }
}
