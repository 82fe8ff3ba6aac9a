import { SERVICE_PARTS, type ServicePart } from '@hearback/service';
import type { DynamicModule } from '@nestjs/common';

/** No HTTP of its own: health, metrics and the parts that were started. */
export class DeduplicatorModule {
  static with(parts: ServicePart[]): DynamicModule {
    return { module: DeduplicatorModule, providers: [{ provide: SERVICE_PARTS, useValue: parts }] };
  }
}
