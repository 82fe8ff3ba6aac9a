import type { CommandRequest } from './api';
import type { CaseDetail } from './model/api-shapes';
import { useSignedIn } from './session';
import { useSending, type Sending } from './use-sending';

// A field of time may have moved on by a minute when the same thing is sent again.
const TIMES = new Set(['repliedAt', 'visitedAt', 'noticeAt']);

export interface Command extends Pick<Sending, 'isBusy' | 'outcome'> {
  run(command: CommandRequest['command'], body: Record<string, unknown>): Promise<boolean>;
}

/**
 * Sends commands on a case, one at a time. When no answer came, the same command sent again carries the same key and so
 * takes effect once; anything else gets a new key.
 */
export function useCommand(detail: Pick<CaseDetail, 'caseId' | 'version'>, onChanged: () => void): Command {
  const { api } = useSignedIn();
  const { send, isBusy, outcome } = useSending({ forbidden: 'action.forbidden', onDone: onChanged });
  const { caseId, version } = detail;
  const run: Command['run'] = async (command, body) => {
    const said = JSON.stringify([command, body], (field, value: unknown) => (TIMES.has(field) ? undefined : value));
    const work = (idempotencyKey: string) => api.command({ caseId, command, version, idempotencyKey, body });
    return (await send(said, work)) !== null;
  };
  return { run, isBusy, outcome };
}
