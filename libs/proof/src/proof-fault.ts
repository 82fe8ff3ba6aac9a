/** What can be wrong with a proof. */
export type ProofFaultKind =
  /** Not the format, not JSON, or cut off in the middle. */
  | 'unreadable'
  /** The question contradicts itself or the checkpoint. */
  | 'question'
  /** The key of the file is not the one that was asked for. */
  | 'key'
  | 'checkpoint-root'
  | 'checkpoint-key'
  | 'checkpoint-signature'
  /** The first checkpoint has no root before it, and every other has. */
  | 'checkpoint-previous'
  /** Days out of order, or not those that the checkpoint sealed. */
  | 'checkpoint-days'
  | 'checkpoint-events'
  /** Events of a day missing or too many. */
  | 'day-events'
  /** As many events as sealed, and not the same ones in the same order. */
  | 'day-root'
  | 'event-order'
  | 'event-sequence'
  | 'event-hash'
  /** The event cannot follow those before it. */
  | 'event-meaning'
  /** An event of a clock whose first event is not in the file. */
  | 'unknown-clock'
  /** A clock of a day that the question does not touch: no root of this file covers it. */
  | 'clock-day'
  /** The events themselves break a rule of the promises: met or withdrawn after it was due. */
  | 'rule'
  /** The figure or the exclusions are not what the events say. */
  | 'claim';

/** Where in a proof; each part only where it is known. */
export interface ProofPlace {
  clockId?: string;
  sequence?: number;
  day?: string;
  checkpoint?: number;
}

export interface ProofFault {
  what: ProofFaultKind;
  where: ProofPlace;
  expected: string;
  found: string;
}

/** Something that is no fault of the file, and that a reader must know. */
export interface ProofWarning {
  what: 'key-not-pinned' | 'older-than-asked' | 'other-time' | 'overdue' | 'recorded-after-seal';
  text: string;
}

/** Faults in the order in which they were found. A file that is wrong everywhere keeps the first ones and the count. */
export interface FaultList {
  readonly faults: ProofFault[];
  readonly count: number;
  add(what: ProofFaultKind, where: ProofPlace, difference: { expected: unknown; found: unknown }): void;
}

const FAULTS_KEPT = 1_000;

export function faultList(): FaultList {
  const faults: ProofFault[] = [];
  let count = 0;
  return {
    faults,
    get count() {
      return count;
    },
    add(what, where, { expected, found }) {
      count += 1;
      if (count <= FAULTS_KEPT) faults.push({ what, where, expected: String(expected), found: String(found) });
    },
  };
}
