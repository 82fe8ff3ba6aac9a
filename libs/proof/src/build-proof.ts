import type { ChainedEvent } from './clock-event';
import { claimOf } from './claim-of';
import { applyEvent, activated, type ClockState } from './fold-clock';
import { PROOF_FORMAT, type ProofClaim, type ProofEvent, type ProofFile } from './proof-file';

export type ProofParts = Omit<ProofFile, 'format' | 'claim'> & {
  /** The figure as it was published. Without it: as the events say. */
  claim?: ProofClaim;
};

/** All of a proof but its events. */
export type ProofFront = Omit<ProofFile, 'events'>;

const PIECE_EVENTS = 256;

/** A proof from its parts. The events are all those of every clock started on a UTC day that the period touches. */
export function buildProof(parts: ProofParts): ProofFile {
  const { question, checkpoint, publicKey, days, events, marks = [], terms = [] } = parts;
  const claim = parts.claim ?? claimOf(question, statesOf(events));
  return { format: PROOF_FORMAT, question, claim, checkpoint, publicKey, days, marks, terms, events };
}

/** An event as a proof holds it. */
export function proofEvent(clockId: string, position: number, event: ChainedEvent): ProofEvent {
  const { sequence, kind, effectiveAt, recordedAt, policyVersion, data, hash } = event;
  const times = { effectiveAt: effectiveAt.toISOString(), recordedAt: recordedAt.toISOString() };
  return { clockId, sequence, position, kind, ...times, policyVersion, data, hash } as ProofEvent;
}

/** An event of a proof as its chain knows it. */
export function chainedEvent(event: ProofEvent): ChainedEvent {
  const { sequence, kind, effectiveAt, recordedAt, policyVersion, data, hash } = event;
  const times = { effectiveAt: new Date(effectiveAt), recordedAt: new Date(recordedAt) };
  return { sequence, kind, ...times, policyVersion, data, hash } as ChainedEvent;
}

/**
 * A proof as the text of a file, piece by piece: its front on the first line, then one event on each line, so that it is
 * written and read in a bounded memory, however many events it holds. The text as a whole is one JSON object.
 */
export async function* proofText(
  front: ProofFront,
  events: Iterable<ProofEvent> | AsyncIterable<ProofEvent>,
): AsyncGenerator<string> {
  let piece = `${JSON.stringify(front).slice(0, -1)},"events":[\n`;
  let count = 0;
  for await (const event of events) {
    piece += `${count > 0 ? ',\n' : ''}${JSON.stringify(event)}`;
    count += 1;
    if (count % PIECE_EVENTS > 0) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n]}\n`;
}

function statesOf(events: readonly ProofEvent[]): Map<string, ClockState> {
  const states = new Map<string, ClockState>();
  for (const event of events) {
    const state = states.get(event.clockId);
    const next = chainedEvent(event);
    states.set(event.clockId, state ? applyEvent(state, next) : activated(next));
  }
  return states;
}
