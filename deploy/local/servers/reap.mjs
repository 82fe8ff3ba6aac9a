// Guards throw-away servers: started beside them with a pipe on stdin, it ends them and removes their folder once that pipe
// closes, which happens however the owner ended, also by SIGKILL. Lines in: {"watch":<pid>,"signal":"SIGQUIT"}, {"forget":<pid>}.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [folder] = process.argv.slice(2);
const watched = new Map();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { watch, signal, forget } = JSON.parse(line);
  if (watch) watched.set(watch, { signal, startedAt: startTime(watch) });
  if (forget) watched.delete(forget);
});
lines.on('close', () => {
  endAll('asked');
  setTimeout(() => {
    endAll('forced');
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }, 2_000);
});

// A process id may have been given to a stranger since; only the same id with the same start time is ours.
function endAll(how) {
  for (const [pid, { signal, startedAt }] of watched)
    if (startedAt && startTime(pid) === startedAt) process.kill(pid, how === 'asked' ? signal : 'SIGKILL');
}

function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    if (process.platform === 'linux') return null;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
