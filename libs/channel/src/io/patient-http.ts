import { saidWait } from '../domain/vendor-trouble';
import type { VendorHttp } from '../poller';
import { VendorUnreachable } from '../vendor-unreachable';

export interface Patience {
  now(): Date;
  /** Resolves after so long, earlier when `signal` fires. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Ends every wait. */
  signal: AbortSignal;
}

const TRIES = 10;
/** A vendor that asks for more is waited for outside of the page. */
const LONGEST_SECONDS = 5;
const USUAL_SECONDS = 1;

/**
 * Asks again after a 429 whose wait (`Retry-After`, else a second) is short. The tenth 429 in a row, and one that asks for
 * a longer wait, are the answer. The call is sent as it was: a signature over its time must hold for a minute.
 * @throws as `http`, and VendorUnreachable when it is ended in the middle of a wait
 */
export function patientHttp(http: VendorHttp, { now, pause, signal }: Patience): VendorHttp {
  return {
    request: async (call) => {
      for (let tried = 1; ; tried++) {
        const answer = await http.request(call);
        if (answer.status !== 429 || tried === TRIES) return answer;
        const seconds = saidWait(answer.headers, now()) ?? USUAL_SECONDS;
        if (seconds > LONGEST_SECONDS) return answer;
        await pause(seconds * 1_000, signal);
        if (signal.aborted) throw new VendorUnreachable('the service is stopping');
      }
    },
  };
}
