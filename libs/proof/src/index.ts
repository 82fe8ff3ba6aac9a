export { buildProof, chainedEvent, proofEvent, proofText, type ProofFront, type ProofParts } from './build-proof';
export { canonicalJson } from './canonical-json';
export {
  checkpointRoot,
  fingerprintOf,
  keyIdOf,
  sealCheckpoint,
  sealingKeyPair,
  verifyCheckpoint,
  type Checkpoint,
  type CheckpointFault,
  type CheckpointInput,
  type SealingKeyPair,
} from './checkpoint';
export { claimOf } from './claim-of';
export type {
  Answerable,
  ChainedEvent,
  ClockEvent,
  ClockHappening,
  ClockLabels,
  ClockSubject,
  DueTerms,
  RestatedReason,
  Warning,
} from './clock-event';
export {
  contributionOf,
  countsOf,
  deltasOf,
  DIMENSIONS,
  outcomeAt,
  type Cell,
  type Contribution,
  type Countable,
  type Dimension,
} from './contribution';
export { daysRoot, EMPTY_DAY, extendDayRoot, utcDayOf, type DayRoot, type SealedDay } from './day-root';
export { chained, CHAIN_START, eventHash } from './event-hash';
export { figureOf, NO_COUNTS, totalOf, type Counts, type Figure } from './figure-of';
export { activated, applyEvent, foldClock, type ClockState } from './fold-clock';
export type { ProofFault, ProofFaultKind, ProofPlace, ProofWarning } from './proof-fault';
export {
  PROOF_FORMAT,
  type ProofClaim,
  type ProofEvent,
  type ProofFile,
  type ProofHead,
  type ProofMark,
  type ProofQuestion,
} from './proof-file';
export {
  startVerification,
  verifyProof,
  type ProofResult,
  type Verification,
  type VerifyOptions,
} from './verify-proof';
