import { fingerprintOf, verifyCheckpoint } from './checkpoint';
import { daysRoot } from './day-root';
import { CHAIN_START } from './event-hash';
import type { FaultList, ProofWarning } from './proof-fault';
import type { ProofHead } from './proof-file';

export interface VerifyOptions {
  /** The key that must have sealed: `ed25519:` and at least 16 digits of its fingerprint, or the public key itself. */
  key?: string;
  /** What was asked for, ISO 8601: the file must know nothing sealed later, and is told apart when it knows less. */
  at?: string;
}

// A busy deployment seals every second, a quiet one only when something happened.
const QUIET_MS = 60_000;
const FINGERPRINT = /^(?:ed25519:)?([0-9a-f]{16,64})$/;

/** Everything that can be said before the events are read: question, key, checkpoint, days. */
export function checkHead(head: ProofHead, options: VerifyOptions, faults: FaultList): ProofWarning[] {
  checkQuestion(head, faults);
  checkCheckpoint(head, faults);
  checkDays(head, faults);
  return [...checkKey(head, options, faults), ...checkTime(head, options, faults)];
}

/** Whether this is the key that a person named. */
export function isKey(named: string, publicKey: string): boolean {
  const digits = FINGERPRINT.exec(named.trim().toLowerCase())?.[1];
  return named.trim() === publicKey || (digits !== undefined && fingerprintOf(publicKey).startsWith(digits));
}

function checkQuestion({ question, checkpoint }: ProofHead, faults: FaultList): void {
  const { from, to, asOf } = question;
  if (from >= to) faults.add('question', {}, { expected: `a start before ${to}`, found: from });
  if (checkpoint.sealedAt > asOf)
    faults.add(
      'question',
      { checkpoint: checkpoint.number },
      { expected: `a checkpoint sealed by ${asOf}`, found: `sealed ${checkpoint.sealedAt}` },
    );
}

function checkCheckpoint({ checkpoint, publicKey }: ProofHead, faults: FaultList): void {
  const where = { checkpoint: checkpoint.number };
  for (const { what, expected, found } of verifyCheckpoint(checkpoint, publicKey))
    faults.add(what, where, { expected, found });
  const isFirst = checkpoint.number === 1;
  if (isFirst !== (checkpoint.previousRoot === CHAIN_START)) {
    const expected = isFirst ? CHAIN_START : 'the root of the checkpoint before';
    faults.add('checkpoint-previous', where, { expected, found: checkpoint.previousRoot });
  }
}

function checkDays({ checkpoint, days }: ProofHead, faults: FaultList): void {
  const where = { checkpoint: checkpoint.number };
  for (const [index, [day]] of days.entries())
    if (index > 0 && days[index - 1]![0] >= day)
      faults.add('checkpoint-days', { ...where, day }, { expected: `a day after ${days[index - 1]![0]}`, found: day });
  const events = days.reduce((sum, [, count]) => sum + count, 0);
  if (events !== checkpoint.events)
    faults.add('checkpoint-events', where, {
      expected: `${checkpoint.events} events sealed`,
      found: `${events} in the list of days`,
    });
  const root = daysRoot(days);
  if (root !== checkpoint.daysRoot)
    faults.add('checkpoint-days', where, { expected: checkpoint.daysRoot, found: `${root} from the list of days` });
}

function checkKey({ publicKey }: ProofHead, { key }: VerifyOptions, faults: FaultList): ProofWarning[] {
  const found = `ed25519:${fingerprintOf(publicKey)}`;
  if (key === undefined) {
    const text = `The key was taken from the file itself (${found}). Whoever seals everything again with another key passes too: compare the key with the one that the bank publishes, or name it.`;
    return [{ what: 'key-not-pinned', text }];
  }
  if (!isKey(key, publicKey)) faults.add('key', {}, { expected: key, found });
  return [];
}

function checkTime({ question, checkpoint }: ProofHead, { at }: VerifyOptions, faults: FaultList): ProofWarning[] {
  const { number, sealedAt, root } = checkpoint;
  const asked = at === undefined ? question.asOf : new Date(at).toISOString();
  const warnings: ProofWarning[] = [];
  if (asked < sealedAt && at !== undefined)
    faults.add('question', { checkpoint: number }, { expected: `a checkpoint sealed by ${asked}`, found: sealedAt });
  if (asked !== question.asOf)
    warnings.push({ what: 'other-time', text: `The figure of this file is as of ${question.asOf}, not ${asked}.` });
  if (Date.parse(asked) - Date.parse(sealedAt) > QUIET_MS)
    warnings.push({
      what: 'older-than-asked',
      text: `The file proves what was sealed by ${sealedAt}, and nothing between then and ${asked}. That is all there was if checkpoint ${number} (root ${root}) was the last one by then: compare it with the published checkpoints.`,
    });
  return warnings;
}
