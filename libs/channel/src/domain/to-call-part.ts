import {
  FEEDBACK_LIMITS,
  callPartSchema,
  deterministicId,
  type CallFact,
  type CallPart,
  type Source,
  type callPartTaken,
} from '@hearback/contracts';
import type { z } from 'zod';
import type { Arrival, GivenItem, Judged } from './arrival';
import { faultsOf, type Fault } from './fault';
import { feedbackIdOf } from './feedback-id';
import { pastTime } from './past-time';

export type NewCallPartTaken = z.input<typeof callPartTaken.schema>;

// Room for what stands around a part in its record: ids, the sealed author, headers.
const AROUND_BYTES = 16_384;

/** A push about a call, checked and with its times in UTC; the same push gets the same partId again. */
export function toCallPart(given: GivenItem, arrival: Arrival): Judged<NewCallPartTaken> {
  if (given.faults) return { ok: false, faults: given.faults };
  const parsed = callPartSchema.safeParse(given.value);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const { author, ...part } = parsed.data;
  const faults: Fault[] = [];
  const facts = part.facts.map((fact, index) => timed(fact, `facts.${index}.at`, { arrival, faults }));
  const json = JSON.stringify(parsed.data);
  const { eventBytes } = FEEDBACK_LIMITS;
  if (Buffer.byteLength(json) > eventBytes - AROUND_BYTES)
    faults.push({ path: '', reason: 'too-large', detail: `is larger than ${eventBytes / 1_024} KB` });
  if (faults.length > 0) return { ok: false, faults };
  const sourceId = callsSourceOf(arrival.source);
  return {
    ok: true,
    value: {
      partId: deterministicId('call-part', sourceId, json),
      feedbackId: feedbackIdOf(sourceId, part.callId),
      sourceId,
      format: arrival.format,
      receivedAt: arrival.receivedAt.toISOString(),
      authorEncrypted: author && arrival.sealing.contacts(JSON.stringify(author)),
      part: { ...part, facts } satisfies Omit<CallPart, 'author'>,
    },
  };
}

/**
 * The source whose calls a source speaks of: its own, or those of the one that its setting `callsOf` names, so that what
 * another system knows of the same calls (an agent's log) is put together with them.
 */
export function callsSourceOf({ sourceId, settings }: Source): string {
  return settings.callsOf?.trim() || sourceId;
}

function timed(fact: CallFact, path: string, { arrival, faults }: { arrival: Arrival; faults: Fault[] }): CallFact {
  const { source, receivedAt } = arrival;
  const at = pastTime(fact.at, path, { timeZone: source.timeZone, now: receivedAt, faults });
  return { ...fact, at: at?.toISOString() };
}
