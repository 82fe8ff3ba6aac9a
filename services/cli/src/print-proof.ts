import { fingerprintOf, type ProofFault, type ProofFaultKind, type ProofResult } from '@hearback/proof';

const FAULTS_SHOWN = 20;

const WORDS: Record<ProofFaultKind, string> = {
  unreadable: 'cannot be read',
  question: 'the question does not fit',
  key: 'another key sealed this file',
  'checkpoint-root': 'the root is not that of what the checkpoint says',
  'checkpoint-key': 'the key of the file is not the one that the checkpoint names',
  'checkpoint-signature': 'the signature does not hold',
  'checkpoint-previous': 'the root before does not fit the number of the checkpoint',
  'checkpoint-days': 'the list of days is not the one that was sealed',
  'checkpoint-events': 'the list of days does not hold the events that were sealed',
  'day-events': 'events are missing or too many',
  'day-root': 'the events are not those that were sealed, or in another order',
  'event-order': 'an event out of order',
  'event-sequence': 'an event is missing or was inserted before this one',
  'event-hash': 'an event was changed',
  'event-meaning': 'an event that cannot follow those before it',
  'unknown-clock': 'an event of a clock whose beginning is missing',
  'clock-day': 'a clock of a day that no root in this file covers',
  rule: 'the events break a rule of the promises',
  claim: 'the claimed figure is not what the events say',
};

/** A verification in words, for a person. */
export function printProof(result: ProofResult): string {
  const verdict = result.ok
    ? 'The proof holds: the figure is what the sealed events say.'
    : `The proof FAILED: ${result.faultCount} ${result.faultCount === 1 ? 'fault' : 'faults'}.`;
  const notes = result.warnings.map(({ text }) => `Note: ${text}`);
  return [...summary(result), ...notes, verdict, ...faultLines(result)].join('\n');
}

function summary({ head, figure, excluded, events, clocks, ok }: ProofResult): string[] {
  if (!head || !figure) return [];
  const { question, checkpoint, publicKey } = head;
  const reasons = excluded.map(({ reason, count }) => `${reason} ${count}`).join(', ');
  const all = figure.met + figure.missed + figure.running + figure.withdrawn;
  return [
    `period      ${question.from} to before ${question.to}`,
    `as of       ${question.asOf}`,
    count('promises', all, question.promises.join(', ')),
    count('met', figure.met, figure.confirmed > 0 ? `of them ${figure.confirmed} confirmed by a second person` : ''),
    count('missed', figure.missed),
    count('running', figure.running),
    count('withdrawn', figure.withdrawn, reasons),
    `rate        ${figure.rateText ?? 'nothing is decided yet'}${ok ? '' : ' (recomputed; not to be believed, see below)'}`,
    `sealed      ${checkpoint.sealedAt}, checkpoint ${checkpoint.number}, root ${checkpoint.root}`,
    `key         ed25519:${fingerprintOf(publicKey)}`,
    `read        ${events} events of ${clocks} clocks`,
  ];
}

function count(name: string, value: number, beside = ''): string {
  return `${name.padEnd(11)} ${String(value).padStart(8)}   ${beside}`.trimEnd();
}

function faultLines({ faults, faultCount }: ProofResult): string[] {
  const lines = faults.slice(0, FAULTS_SHOWN).map(faultLine);
  return faultCount > FAULTS_SHOWN ? [...lines, `  … and ${faultCount - FAULTS_SHOWN} more`] : lines;
}

function faultLine({ what, where, expected, found }: ProofFault): string {
  const place = [
    where.clockId && `clock ${where.clockId}`,
    where.sequence !== undefined && `event ${where.sequence}`,
    where.day && `day ${where.day}`,
    where.checkpoint !== undefined && `checkpoint ${where.checkpoint}`,
  ].filter(Boolean);
  return `  ${place.join(', ') || 'the file'}: ${WORDS[what]} (expected ${expected}; found ${found})`;
}
