import { parseArguments } from './domain/arguments';
import { isRunning, npmProcess } from './io/process-identity';
import { launch } from './launch';
import { LaunchError } from './launch-error';

/** `npm start`, once packages are installed and everything is built. Resolves with the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) {
    console.error(parsed.message);
    return 2;
  }
  try {
    await launch({ options: parsed.options, env: process.env, report: console.log, stopping: stoppingSignal() });
    return 0;
  } catch (error) {
    console.error(error instanceof LaunchError ? `\n${error.message}` : error);
    return 1;
  }
}

// npm and the terminal may both pass the same Ctrl-C on; from the first on we only stop, in order.
function stoppingSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  // Output may go to a terminal that is closed; that must not end us before everything is stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  stopWhenNpmIsGone(controller);
  return controller.signal;
}

// Started through npm, nobody else is left to press Ctrl-C once npm has been killed.
function stopWhenNpmIsGone(controller: AbortController): void {
  const npm = npmProcess();
  if (npm) setInterval(() => isRunning(npm) || controller.abort(), 1_000).unref();
}
