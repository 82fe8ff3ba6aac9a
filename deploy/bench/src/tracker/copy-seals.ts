import type { Checkpoint, Contribution, DayRoot } from '@hearback/proof';
import { bytes, line } from './copy-rows';
import type { Seal } from './tracker-parts';

const HOUR_MS = 3_600_000;

/** Rows of `checkpoint`, `day_root` and `figure_history`, each with all columns of its table in their order. */
export function checkpointLine({ checkpoint, position }: Seal): string {
  const { number, sealedAt, events, daysRoot, previousRoot, root, signature, keyId } = checkpoint;
  return line([
    number,
    sealedAt,
    events,
    position,
    bytes(daysRoot),
    bytes(previousRoot),
    bytes(root),
    signature,
    keyId,
  ]);
}

export function dayRootLine({ number }: Checkpoint, [day, { events, root }]: [string, DayRoot]): string {
  return line([day, number, events, bytes(root)]);
}

export function figureLine({ sealedAt }: Checkpoint, delta: Contribution): string {
  const { promise, dimension, key, cohortHour, met, confirmed, missed, running, withdrawn } = delta;
  const sealedHour = new Date(Math.floor(Date.parse(sealedAt) / HOUR_MS) * HOUR_MS);
  return line([promise, dimension, key, cohortHour, sealedHour, met, confirmed, missed, running, withdrawn]);
}
