import { ProblemError } from '@hearback/service';
import type { FileRowId, GivenItem } from '../../domain/arrival';
import { describeFaults, type Fault } from '../../domain/fault';
import { isEmptyRow, type FileRow } from '../../domain/file/cell';
import { FileRefused } from '../../domain/file/file-refused';
import { givenRow } from '../../domain/file/read-refused-file';
import { columnOf, originOf } from '../../domain/file/row-item';
import { elapsed } from '../elapsed';
import type { Gate } from '../admission';
import type { Admission, ChannelEdge } from '../channel-edge';
import { takeFeedback, type Delivery } from '../take-items';
import type { OpenFile } from './open-file';

/** One file under way. */
export interface FileImport {
  file: OpenFile;
  /** The hash of its bytes. */
  fileId: string;
  admission: Admission;
  delivery: Delivery;
  /** Becomes true when the service is to end; what was not read then is told to be sent again. */
  stopping: () => boolean;
}

export interface FileCounts {
  /** Rows with something in them. */
  rows: number;
  accepted: number;
  refused: number;
  empty: number;
}

/** What is told while a file is read, in this order: any number of all but the last, then one `report` or `failed`. */
export type FileNews =
  | { kind: 'refused'; row: number; cells: string[]; origin: FileRowId; faults: RowFault[] }
  | ({ kind: 'progress'; waiting?: string } & FileCounts)
  | ({ kind: 'report' } & FileCounts)
  | ({ kind: 'failed'; row: number; reason: string; detail: string; sendAgain: boolean } & FileCounts);

export interface RowFault {
  /** The heading of the column. */
  column?: string;
  field?: string;
  reason: string;
  /** What was expected. */
  detail: string;
}

// More live longer than a collection of young garbage, and the process grows by a sixth; fewer are no faster.
const ROWS_AT_ONCE = 50;
const PROGRESS_MS = 500;

/**
 * Reads a file row by row. At least once: a row counts as accepted after Kafka has acknowledged it, and nothing is
 * remembered of a file that was read half; sent again, every row gets the same id. Slower than the source's rate and
 * slower than Kafka means waiting, not failing.
 */
export async function* importFile(edge: ChannelEdge, gate: Gate, job: FileImport): AsyncGenerator<FileNews> {
  const counts: FileCounts = { rows: 0, accepted: 0, refused: 0, empty: 0 };
  const { stopping } = job;
  let last = job.file.layout.headingRow;
  let told = edge.now().getTime();
  try {
    for await (const some of batched(job.file.rows, job.admission)) {
      const rows = some.filter((row) => !isEmptyRow(row));
      counts.empty += some.length - rows.length;
      if (rows.length > 0) yield* takeRows(edge, gate, { job, rows, counts });
      last = some.at(-1)?.row ?? last;
      if (stopping()) return yield failed(counts, last, STOPPING);
      if (edge.now().getTime() - told < PROGRESS_MS) continue;
      told = edge.now().getTime();
      yield { kind: 'progress', ...counts };
    }
    yield { kind: 'report', ...counts };
  } catch (error) {
    yield failed(counts, last, failureOf(edge, error));
  }
}

/** Rows in lots that Kafka and the source's rate can take at once. */
async function* batched(rows: AsyncIterable<FileRow[]>, { source }: Admission): AsyncGenerator<FileRow[]> {
  const most = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(source.rate.burst)));
  for await (const some of rows)
    for (let from = 0; from < some.length; from += most) yield some.slice(from, from + most);
}

interface Lot {
  job: FileImport;
  rows: FileRow[];
  counts: FileCounts;
}

async function* takeRows(edge: ChannelEdge, gate: Gate, { job, rows, counts }: Lot): AsyncGenerator<FileNews> {
  const { admission, file, stopping } = job;
  const refused = new Map<number, readonly Fault[]>();
  const delivery = { ...job.delivery, onRefused: (row: number, faults: readonly Fault[]) => refused.set(row, faults) };
  let items: GivenItem[] = rows.map((row) => givenRow(row, file.layout, job.fileId));
  for (let wait = gate.tryTake(admission, items.length); wait > 0; wait = gate.tryTake(admission, items.length)) {
    yield { kind: 'progress', ...counts, waiting: 'rate' };
    if (stopping()) throw new FileInterrupted();
    await elapsed(1_000);
  }
  let accepted = 0;
  while (items.length > 0) {
    const taken = await tryToTake(edge, items, delivery);
    accepted += taken.accepted.size;
    items = taken.done ? [] : items.filter(({ index }) => !taken.accepted.has(index));
    if (taken.done) break;
    yield { kind: 'progress', ...counts, waiting: 'kafka' };
    if (stopping()) throw new FileInterrupted();
    await elapsed(taken.retryAfterMs);
  }
  counts.rows += rows.length;
  counts.accepted += accepted;
  counts.refused += refused.size;
  for (const row of rows) {
    const faults = refused.get(row.row);
    if (faults) yield newsOfRefusal(row, faults, job);
  }
}

type Taken = { accepted: Set<number> } & ({ done: true } | { done: false; retryAfterMs: number });

/** Kafka being away or busy is told instead of thrown; what it took nevertheless is not sent again. */
async function tryToTake(edge: ChannelEdge, items: readonly GivenItem[], delivery: Delivery): Promise<Taken> {
  const indexes = (accepted: readonly { index: number }[]) => new Set(accepted.map(({ index }) => index));
  try {
    return { done: true, accepted: indexes((await takeFeedback(edge, items, delivery)).accepted) };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status !== 503) throw error;
    const accepted = indexes((error.problem.accepted ?? []) as { index: number }[]);
    return { done: false, accepted, retryAfterMs: Math.max(1, Number(error.headers['retry-after'] ?? 1)) * 1_000 };
  }
}

function newsOfRefusal(row: FileRow, faults: readonly Fault[], { file: { layout }, fileId }: FileImport): FileNews {
  return {
    kind: 'refused',
    row: row.row,
    cells: row.cells.map(({ text }) => text),
    origin: originOf(row, layout, fileId),
    faults: faults.map(({ path, reason, detail }) => ({
      column: columnOf(path, layout),
      field: path === '' ? undefined : path,
      reason,
      detail,
    })),
  };
}

/** Why a row was refused, for people, in the words of the file. */
export function reasonOf(faults: readonly RowFault[]): string {
  return describeFaults(
    faults.map(({ column, field, reason, detail }) => ({ path: column ?? field ?? '', reason, detail })),
  );
}

interface Failure {
  reason: string;
  detail: string;
  sendAgain: boolean;
}

/** The service ends while a lot waits. */
class FileInterrupted extends Error {}

const STOPPING: Failure = {
  reason: 'stopping',
  detail: 'The service is being stopped. Send the file again: every row is taken once.',
  sendAgain: true,
};

function failed(counts: FileCounts, row: number, failure: Failure): FileNews {
  return { kind: 'failed', row, ...failure, ...counts };
}

function failureOf(edge: ChannelEdge, error: unknown): Failure {
  if (error instanceof FileInterrupted) return STOPPING;
  if (error instanceof FileRefused) return { reason: error.reason, detail: error.detail, sendAgain: false };
  edge.telemetry.logger.error({ err: error }, 'reading a file failed');
  return { reason: 'failed', detail: 'Something failed inside Hearback. Send the file again.', sendAgain: true };
}
