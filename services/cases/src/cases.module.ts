import { ACCESS_REGISTRY, type AccessRegistry } from '@hearback/access';
import type { Pool } from '@hearback/postgres';
import { SERVICE_PARTS, type ServicePart } from '@hearback/service';
import type { DynamicModule } from '@nestjs/common';
import { CALL_BACKS, CallBacksController } from './call-backs.controller';
import { CampaignsController } from './campaigns.controller';
import { CasesController, POOL, RUN_COMMAND } from './cases.controller';
import type { CallBackDeps } from './run-call-back';
import type { RefusalDeps } from './refusal-deps';
import { REFUSALS, RefusalsController } from './refusals.controller';
import { runCommand, type CommandDeps, type CommandRequest } from './run-command';

export interface CasesParts {
  pool: Pool;
  access: AccessRegistry;
  commands: CommandDeps;
  refusals: RefusalDeps;
  callBacks: CallBackDeps;
  /** In the order they were started. */
  parts: ServicePart[];
}

/** Wires the HTTP interface to parts that were started before it. */
export class CasesModule {
  static with({ pool, access, commands, refusals, callBacks, parts }: CasesParts): DynamicModule {
    return {
      module: CasesModule,
      controllers: [CasesController, CampaignsController, RefusalsController, CallBacksController],
      providers: [
        { provide: SERVICE_PARTS, useValue: parts },
        { provide: ACCESS_REGISTRY, useValue: access },
        { provide: POOL, useValue: pool },
        { provide: REFUSALS, useValue: refusals },
        { provide: CALL_BACKS, useValue: callBacks },
        { provide: RUN_COMMAND, useValue: (request: CommandRequest) => runCommand(commands, request) },
      ],
    };
  }
}
