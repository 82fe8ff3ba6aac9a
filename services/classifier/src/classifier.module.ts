import { ACCESS_REGISTRY, type AccessRegistry } from '@hearback/access';
import { SERVICE_PARTS, type ServicePart } from '@hearback/service';
import type { DynamicModule } from '@nestjs/common';
import { ClassifierController } from './classifier.controller';

export interface ClassifierParts {
  access: AccessRegistry;
  /** In the order they were started. */
  parts: ServicePart[];
}

/** Wires the HTTP interface to parts that were started before it. */
export class ClassifierModule {
  static with({ access, parts }: ClassifierParts): DynamicModule {
    return {
      module: ClassifierModule,
      controllers: [ClassifierController],
      providers: [
        { provide: SERVICE_PARTS, useValue: parts },
        { provide: ACCESS_REGISTRY, useValue: access },
      ],
    };
  }
}
