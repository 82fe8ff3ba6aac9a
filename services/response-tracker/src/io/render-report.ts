import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { reportModel } from '../domain/report-model';
import type { ReportData } from '../domain/report-parts';
import { loadReportFonts } from './report-fonts';
import { reportPdf } from './report-pdf';
import { reportXlsx } from './report-xlsx';

/** Everything a file is made of; plain data, so that it can be handed to a thread. */
export interface RenderTask {
  data: ReportData;
  /** Address of the console, without a slash at its end. */
  consoleUrl: string;
  /** Promises in the appendix of a PDF at most. */
  mostInPdf: number;
}

const THREAD = join(__dirname, 'render-thread.js');
/** A report that needs more fails alone. */
const MOST_MEMORY_MB = 1_024;

/**
 * The file of a report. It takes seconds of computing, and meanwhile promises fall due: so a thread of its own does it.
 * @throws Error when the promises behind a figure do not add up to it, and when the thread ran out of memory
 */
export function renderReport(task: RenderTask): Promise<Buffer> {
  // Run from the sources, as in tests, there is no file that a thread could load.
  return existsSync(THREAD) ? inThread(task) : renderHere(task);
}

/** The same in this thread. */
export async function renderHere({ data, consoleUrl, mostInPdf }: RenderTask): Promise<Buffer> {
  const { question } = data;
  const model = reportModel(data);
  const caseUrl = (caseId: string) => `${consoleUrl}/#/cases/${caseId}`;
  if (question.format === 'xlsx') return reportXlsx(model, { question, caseUrl });
  return reportPdf(model, { question, caseUrl, fonts: await loadReportFonts(), mostListed: mostInPdf });
}

function inThread(task: RenderTask): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
    const worker = new Worker(THREAD, { workerData: task, resourceLimits });
    worker.once('message', (content: Uint8Array) => resolve(Buffer.from(content)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that makes a report ended with ${code}`)));
  });
}
