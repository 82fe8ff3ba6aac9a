import type { FileLayout } from '../../domain/file/file-layout';
import { badRowLine, badRowsHeading } from '../../domain/file/bad-rows';
import { reasonOf, type FileNews } from './import-file';
import type { OpenFile } from './open-file';

/** The report as lines of JSON, each as soon as it is known. The cells of a refused row stay out of it. */
export async function* linesReport(
  { file, fileId, bytes }: { file: OpenFile; fileId: string; bytes: number },
  news: AsyncGenerator<FileNews>,
): AsyncGenerator<string> {
  const { headingRow, columns } = file.layout;
  try {
    yield line({ kind: 'started', fileId, bytes, ...file.read, headingRow, columns });
    for await (const told of news) {
      const { cells: _, origin: __, ...rest } = { cells: undefined, origin: undefined, ...told };
      yield line(told.kind === 'report' || told.kind === 'failed' ? { ...rest, fileId } : rest);
    }
  } finally {
    await news.return(undefined);
  }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/**
 * The refused rows as CSV, to be mended and sent again: as they came, and why. When the file could not be read to its
 * end the connection is cut, so that nobody takes what came so far for all there is.
 */
export async function* badRowsReport(layout: FileLayout, news: AsyncGenerator<FileNews>): AsyncGenerator<string> {
  try {
    yield badRowsHeading(layout);
    for await (const told of news) {
      if (told.kind === 'refused') yield badRowLine(told.cells, layout, { ...told, reason: reasonOf(told.faults) });
      if (told.kind === 'failed') throw new Error(told.detail);
    }
  } finally {
    await news.return(undefined);
  }
}
