import { Readable } from 'node:stream';
import { ProblemError } from '@hearback/service';
import type { Source } from '@hearback/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { charsetOf } from '../../domain/file/csv-reading';
import { FILE_LIMITS } from '../../domain/file/file-limits';
import { FILE_TYPES, fileType, XLSX_TYPE } from '../../domain/file/file-types';
import { FileRefused } from '../../domain/file/file-refused';
import { OWN_FORMATS } from '../../domain/read-refused';
import { sentInFile } from '../../domain/sent-as';
import type { Gate } from '../admission';
import type { Admission, ChannelEdge } from '../channel-edge';
import { refuseCompressed } from '../handle-items';
import { mediaTypeUnknown, unavailable } from '../refusals';
import { keepRefused, type Delivery } from '../take-items';
import { importFile, type FileNews } from './import-file';
import { openFile, type FileDescription, type OpenFile } from './open-file';
import { badRowsReport, linesReport } from './file-report';
import { readInTime } from './read-in-time';
import { beginningOf, spoolFile, type SpooledFile } from './spool-file';

/**
 * POST /v1/files: a whole file in, a report out while it is read. What is wrong with the file itself is answered before
 * anything of it is published; from then on the answer is the report.
 */
export function handleFile(edge: ChannelEdge, gate: Gate, stopping: () => boolean) {
  let underWay = 0;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const query = request.query as Record<string, string | string[] | undefined>;
    const admission = gate.admit(request.headers.authorization, one(query.source));
    const description = describe(request, admission.source);
    const report = reportOf(one(query.report));
    if (underWay >= FILE_LIMITS.atOnce || stopping())
      throw unavailable('busy', 'reads as many files as it can at once', 10);
    underWay++;
    let spooled: SpooledFile | undefined;
    const release = async () => {
      underWay--;
      await spooled?.close();
    };
    try {
      spooled = await spool(edge, request);
      const delivery = deliveryOf(edge, request, { admission, spooled });
      const file = await readHeading(edge, { spooled, description, delivery });
      const news = importFile(edge, gate, { file, fileId: spooled.hash, admission, delivery, stopping });
      const reading = { news, release, begun: false };
      // A caller who went away already: nothing will ever ask for the first line, nor end the reading.
      reply.raw.once('close', () => void (reading.begun || release()));
      const lines = report.write({ file, spooled }, spanned(edge, delivery, reading));
      const body = readInTime(lines, () => reply.raw.destroy());
      return reply.header('content-type', report.type).send(Readable.from(body, { objectMode: false }));
    } catch (error) {
      await release();
      throw answerOf(error);
    }
  };
}

interface Report {
  type: string;
  write(given: { file: OpenFile; spooled: SpooledFile }, news: AsyncGenerator<FileNews>): AsyncGenerator<string>;
}

const LINES: Report = {
  type: 'application/x-ndjson; charset=utf-8',
  write: ({ file, spooled }, news) => linesReport({ file, fileId: spooled.hash, bytes: spooled.bytes }, news),
};
const BAD_ROWS: Report = {
  type: 'text/csv; charset=utf-8; header=present',
  write: ({ file }, news) => badRowsReport(file.layout, news),
};

function reportOf(wanted: string | undefined): Report {
  if (wanted === undefined || wanted === 'ndjson') return LINES;
  if (wanted === 'csv') return BAD_ROWS;
  throw new ProblemError({
    type: '/problems/query',
    title: 'The request could not be read',
    status: 400,
    detail: 'report: expected csv or ndjson',
  });
}

/** @throws ProblemError 415 */
function describe(request: FastifyRequest, source: Source): FileDescription {
  refuseCompressed(request);
  const query = request.query as Record<string, string | string[] | undefined>;
  const contentType = request.headers['content-type'];
  const type = fileType(contentType);
  if (!type) throw mediaTypeUnknown(`Expected ${FILE_TYPES.join(' or ')}.`);
  const { mapping } = source;
  return {
    type: type === XLSX_TYPE ? 'xlsx' : 'csv',
    charset: one(query.charset) ?? charsetOf(contentType),
    sheet: one(query.sheet),
    mapping,
  };
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** A disk that is full or read-only is this machine's fault, and another time or replica may do better. */
async function spool(edge: ChannelEdge, request: FastifyRequest): Promise<SpooledFile> {
  try {
    return await spoolFile(request.raw);
  } catch (error) {
    if (error instanceof FileRefused || error instanceof ProblemError) throw error;
    edge.telemetry.logger.error({ err: error }, 'a file could not be put on disk');
    throw unavailable('no-room', 'has no room to put the file', 30);
  }
}

function deliveryOf(
  edge: ChannelEdge,
  request: FastifyRequest,
  { admission, spooled }: { admission: Admission; spooled: SpooledFile },
): Delivery {
  return {
    arrival: {
      source: admission.source,
      format: OWN_FORMATS.file,
      receivedAt: edge.now(),
      idempotencyKey: null,
      sealing: edge.sealing,
      randomId: edge.randomId,
    },
    headers: request.headers,
    traceparent: '',
    bodyBytes: spooled.bytes,
  };
}

const KEPT_BYTES = 150_000;

/** Opens the file; one without a heading is kept like any other refusal, so that its mapping can be mended. */
async function readHeading(
  edge: ChannelEdge,
  given: { spooled: SpooledFile; description: FileDescription; delivery: Delivery },
): Promise<OpenFile> {
  const { spooled, description, delivery } = given;
  try {
    return await openFile(spooled, description);
  } catch (error) {
    if (error instanceof FileRefused && error.status === 422) {
      const original = await beginningOf(spooled, Math.min(spooled.bytes, KEPT_BYTES));
      await keepRefused(
        edge,
        {
          faults: [{ path: '', reason: error.reason, detail: error.detail }],
          original,
          awaits: sentInFile(delivery.arrival.source.sourceId, { fileId: spooled.hash }),
        },
        delivery,
      );
    }
    throw error;
  }
}

const TITLES = {
  413: 'The file is too large',
  415: 'This content type is not understood',
  422: 'The file could not be read',
} as const;

function answerOf(error: unknown): unknown {
  if (!(error instanceof FileRefused)) return error;
  const { status, reason, detail } = error;
  const headers: Record<string, string> = status === 413 ? { connection: 'close' } : {};
  return new ProblemError({ type: `/problems/file-${reason}`, title: TITLES[status], status, detail }, headers);
}

interface Reading {
  news: AsyncGenerator<FileNews>;
  release(): Promise<void>;
  begun: boolean;
}

/** The news within a span, and what was held given back at the end, also when the caller goes away. */
async function* spanned(edge: ChannelEdge, delivery: Delivery, reading: Reading): AsyncGenerator<FileNews> {
  reading.begun = true;
  const span = edge.telemetry.startSpan('POST /v1/files', {
    parent: delivery.headers.traceparent as string | undefined,
    kind: 'server',
    attributes: { 'hearback.channel': delivery.arrival.source.channel },
  });
  delivery.traceparent = span.traceparent;
  try {
    yield* reading.news;
  } finally {
    span.end();
    await reading.release();
  }
}
