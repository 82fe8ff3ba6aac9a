import type { CaseChanged } from '@hearback/contracts';
import type { Pool, PoolClient } from '@hearback/postgres';
import type {
  ChainedEvent,
  Checkpoint,
  ClockState,
  Contribution,
  Countable,
  DayRoot,
  SealingKeyPair,
} from '@hearback/proof';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A clock as the tracker keeps it. */
export type Clock = ClockState & { clockId: string; customerKey: string };

export interface Advanced {
  clock: Clock;
  steps: { event: ChainedEvent; after: Clock }[];
}

/** What the tracker decides by; made by it and handed back to it as it is. */
export type InForce = { readonly inForce: unique symbol };
type CaseFact = { readonly caseFact: unique symbol };
type WantedClock = { readonly wantedClock: unique symbol };
type ReadInForce = (client: Pick<PoolClient, 'query'>) => Promise<InForce>;
type Answerable = Pick<ClockState, 'owner' | 'team'>;
export type WorkingSecondsOf = (clock: Clock) => number | null;

/** Events as sealing reads them; the benchmark only hands them on. */
export interface Sealable {
  links: ReadonlyMap<string, readonly string[]>;
  changes: readonly { before: Countable | null; after: Countable; count: number }[];
  position: number;
}

export interface Seal {
  checkpoint: Checkpoint;
  /** Of its last event. */
  position: number;
  days: Map<string, DayRoot>;
  deltas: Contribution[];
}

interface SealInput extends Sealable {
  last: Checkpoint | null;
  days: ReadonlyMap<string, DayRoot>;
  now: Date;
}

/** The parts of the tracker that the benchmark runs itself, so that what it seeds is what the tracker would have written. */
export interface TrackerParts {
  caseFact(change: CaseChanged): CaseFact | null;
  wantedClocks(of: { caseId: string; facts: readonly CaseFact[] }, inForce: InForce, now: Date): WantedClock[];
  reconcileClocks(of: { known: readonly Clock[]; wanted: readonly WantedClock[] }, now: Date): Advanced[];
  dueEvents(clock: Clock, now: Date, answerable?: Answerable): Advanced;
  breachesBy(clock: Clock, now: Date): boolean;
  wakeTimeOf(clock: Clock): Date | null;
  answerableAt(facts: readonly CaseFact[], at: Date): Answerable;
  workingSecondsOf(inForce: InForce): WorkingSecondsOf;
  readRules(settings: { HEARBACK_POLICY_PACKS: string[]; HEARBACK_CALENDARS: string[] }): Promise<unknown>;
  putInForce(pool: Pool, rules: unknown): Promise<void>;
  inForceReader(): ReadInForce;
  saveFacts(client: PoolClient, changes: readonly CaseChanged[]): Promise<unknown>;
  saveAdvanced(
    client: PoolClient,
    advanced: readonly Advanced[],
    beside: { workingSecondsOf: WorkingSecondsOf },
  ): Promise<void>;
  readSealable(client: PoolClient, of: { after: number; upTo: number; limit: number }): Promise<Sealable | null>;
  sealEvents(input: SealInput, signer: SealingKeyPair): Seal;
  sealer(deps: { pool: Pool; signer: SealingKeyPair }): () => Promise<number>;
  processDue(deps: { pool: Pool; committed(): void }): Promise<number>;
  recomputeCases(deps: { pool: Pool; readInForce: ReadInForce; committed(): void }): Promise<number>;
  nextWakeTimes(pool: Pool, horizonMs: number): Promise<Date[]>;
}

export type { CaseFact };

/** The tracker as it was built; a benchmark may not import another project, and measures what is shipped anyway. */
export const TRACKER = join(__dirname, '../../../services/response-tracker');

const FILES = [
  'domain/case-fact',
  'domain/clock',
  'domain/due-events',
  'domain/figure-working-time',
  'domain/reconcile-clocks',
  'domain/seal-events',
  'domain/wanted-clocks',
  'io/clock-store',
  'io/fact-store',
  'io/in-force-store',
  'io/next-wake-times',
  'io/policy-files',
  'io/seal-store',
  'io/sealable-store',
  'process-due',
  'recompute-cases',
  'seal',
];

export function trackerParts(): TrackerParts {
  const load = createRequire(__filename);
  return Object.assign({}, ...FILES.map((file) => load(join(TRACKER, file)))) as TrackerParts;
}
