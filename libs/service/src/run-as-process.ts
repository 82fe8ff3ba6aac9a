import type { RunningService } from './start-service';

const DRAIN_LIMIT_MS = 10_000;

/**
 * Runs services as this process until SIGTERM or SIGINT, then drains. Exit code 1 when the start fails or draining takes
 * longer than 10 s: whatever was under way is then delivered again after the next start.
 */
export async function runAsProcess(start: () => Promise<RunningService>): Promise<void> {
  const running = await start().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
  const stop = () => {
    setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref();
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
