import { ACCESS_REGISTRY, type AccessRegistry } from '@hearback/access';
import { SERVICE_PARTS, type ServicePart } from '@hearback/service';
import type { DynamicModule } from '@nestjs/common';
import { ClassifierController, MODEL_IN_FORCE } from './classifier.controller';
import type { ModelInForce } from './model-in-force';

export interface ClassifierParts {
  access: AccessRegistry;
  model: ModelInForce;
  /** In the order they were started. */
  parts: ServicePart[];
}

/** Wires the HTTP interface to parts that were started before it. */
export class ClassifierModule {
  static with({ access, model, parts }: ClassifierParts): DynamicModule {
    return {
      module: ClassifierModule,
      controllers: [ClassifierController],
      providers: [
        { provide: SERVICE_PARTS, useValue: parts },
        { provide: ACCESS_REGISTRY, useValue: access },
        { provide: MODEL_IN_FORCE, useValue: model },
      ],
    };
  }
}
