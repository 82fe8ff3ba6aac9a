import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that can be recognised later: ids are given again, an id together with its start time is not. */
export interface ProcessRef {
  pid: number;
  /** Opaque; equal for the same process only. */
  startedAt: string;
}

/** The running process with this id, or null when there is none (one that only waits to be collected counts as none). */
export function findProcess(pid: number): ProcessRef | null {
  const startedAt = process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid);
  return startedAt === null ? null : { pid, startedAt };
}

export function isRunning(ref: ProcessRef): boolean {
  return findProcess(ref.pid)?.startedAt === ref.startedAt;
}

export function thisProcess(): ProcessRef {
  const found = findProcess(process.pid);
  if (!found) throw new Error('the operating system does not show this process its own start time');
  return found;
}

/** Sends a signal to exactly this process; false when it has gone. */
export function signalProcess(ref: ProcessRef, signal: NodeJS.Signals): boolean {
  if (!isRunning(ref)) return false;
  try {
    return process.kill(ref.pid, signal);
  } catch {
    return false;
  }
}

/** The npm that started this process through a script, if one did; a shell may stand in between. */
export function npmProcess(): ProcessRef | null {
  if (!process.env.npm_lifecycle_event) return null;
  const parent = ancestryOf(process.ppid);
  return findProcess(parent && /^(ba|da|z|k)?sh$/.test(parent.name) ? parent.parent : process.ppid);
}

function ancestryOf(pid: number): { name: string; parent: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 2).split(' ')[1]) };
  } catch {
    return null;
  }
}

// The command in parentheses may hold spaces and parentheses itself, so fields are counted from the last one:
// state is the first after it, the start time (field 22, in ticks since boot) the twentieth. proc_pid_stat(5).
function startTimeFromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${bootId()}/${fields[19]}`;
  } catch {
    return null;
  }
}

// Ticks start again at every boot, and so do process ids.
function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function startTimeFromPs(pid: number): string | null {
  try {
    const [state = 'Z', ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split(/\s+/);
    return state.startsWith('Z') ? null : started.join(' ');
  } catch {
    return null;
  }
}
