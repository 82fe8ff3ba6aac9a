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
lines.on('close', async () => {
  end('asked');
  for (let waited = 0; waited < 2_000 && running().length > 0; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  end('forced');
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

// A process id may have been given to a stranger since; only the same id with the same start time is ours.
const running = () => [...watched].filter(([pid, { startedAt }]) => startedAt && startTime(pid) === startedAt);

function end(how) {
  for (const [pid, { signal }] of running()) process.kill(pid, how === 'asked' ? signal : 'SIGKILL');
}

function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    if (process.platform === 'linux') return null;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
