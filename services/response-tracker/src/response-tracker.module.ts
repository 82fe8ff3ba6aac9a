import { ACCESS_REGISTRY } from '@hearback/access';
import { SERVICE_PARTS } from '@hearback/service';
import type { DynamicModule } from '@nestjs/common';
import { FiguresController } from './figures.controller';
import { PROOF_READS } from './proof-reads';
import { ProofController } from './proof.controller';
import { ReportsController } from './reports.controller';
import { RESPONSE_READS } from './response-reads';
import { ResponsesController } from './responses.controller';
import type { TrackerParts } from './start-parts';
import { REPORTS } from './start-reports';

/** Wires the HTTP interface to parts that were started before it. */
export class ResponseTrackerModule {
  static with({ access, reads, proofs, reports, parts }: TrackerParts): DynamicModule {
    return {
      module: ResponseTrackerModule,
      controllers: [FiguresController, ResponsesController, ProofController, ReportsController],
      providers: [
        { provide: SERVICE_PARTS, useValue: parts },
        { provide: ACCESS_REGISTRY, useValue: access },
        { provide: RESPONSE_READS, useValue: reads },
        { provide: PROOF_READS, useValue: proofs },
        { provide: REPORTS, useValue: reports },
      ],
    };
  }
}
