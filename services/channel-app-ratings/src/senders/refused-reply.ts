import type { OutgoingReply, Sent } from '@hearback/channel';
import type { Trouble } from '../vendors/vendor-trouble';

/** Why a reply cannot even be tried; null when it can. Lengths are counted in characters as people see them typed. */
export function unsendable({ externalId, text }: OutgoingReply, atMost: number): Sent | null {
  if (externalId === undefined) return failed('no-target: the store has given no id of what is answered');
  if ([...text].length > atMost) return failed(`too-long: the store takes at most ${atMost} characters`);
  return null;
}

/** What trouble with a store means for a reply. */
export function sentOf(trouble: Trouble): Sent {
  const { why, status } = trouble;
  if (trouble.kind === 'wait') return { kind: 'wait', seconds: trouble.seconds, why };
  if (status === 404 || status === 410) return failed(`gone: the store ${why}`);
  if (status === 401 || status === 403 || status === 0)
    return failed(`forbidden: ${status === 0 ? why : `the store ${why}`}`);
  return failed(`refused: the store ${why}`);
}

function failed(reason: string): Sent {
  return { kind: 'failed', reason };
}
