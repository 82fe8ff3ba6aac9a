import type { FileRow } from '../../domain/file/cell';
import { FILE_LIMITS } from '../../domain/file/file-limits';
import { layoutOf, type FileLayout } from '../../domain/file/file-layout';
import { FileRefused } from '../../domain/file/file-refused';
import { mergeFinder } from '../../domain/file/xlsx-merges';
import { readDateStyles, readWorkbook, type Workbook } from '../../domain/file/xlsx-parts';
import { xlsxRows, type SheetContext } from '../../domain/file/xlsx-rows';
import { xlsxStrings } from '../../domain/file/xlsx-strings';
import type { FileDescription, OpenFile } from './open-file';
import type { SpooledFile } from './spool-file';
import { openArchive, type Archive } from './xlsx-archive';

/** One sheet of a workbook, row by row; the others are named in the report. */
export async function openXlsx(file: SpooledFile, description: FileDescription): Promise<OpenFile> {
  const archive = await openArchive(file);
  const workbook = await understood(async () =>
    readWorkbook(await archive.part('xl/workbook.xml'), await archive.part('xl/_rels/workbook.xml.rels')),
  );
  const sheet = chosenSheet(workbook, description.sheet);
  const context = await understood(() => contextOf(archive, workbook, sheet.part));
  const layout = await understood(() => findLayout(sheetRows(archive, sheet.part, context), description));
  return {
    layout,
    read: {
      type: 'xlsx',
      sheet: sheet.name,
      otherSheets: workbook.sheets.filter((other) => other !== sheet).map(({ name }) => name),
    },
    rows: rowsBelow(archive, { part: sheet.part, context, layout }),
  };
}

function chosenSheet({ sheets }: Workbook, wanted: string | undefined): Workbook['sheets'][number] {
  const sheet =
    wanted === undefined
      ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0])
      : sheets.find(({ name }) => name === wanted);
  if (sheet) return sheet;
  const names = sheets
    .slice(0, 20)
    .map(({ name }) => `"${name}"`)
    .join(', ');
  throw new FileRefused(422, 'no-sheet', `The workbook has no such sheet; it has ${names || 'none'}.`);
}

async function contextOf(archive: Archive, { since1904 }: Workbook, sheet: string): Promise<SheetContext> {
  const strings = xlsxStrings();
  if (archive.has('xl/sharedStrings.xml'))
    for await (const xml of archive.text('xl/sharedStrings.xml', FILE_LIMITS.stringsBytes)) strings.write(xml);
  const styles = archive.has('xl/styles.xml') ? await archive.part('xl/styles.xml') : null;
  const merges = mergeFinder();
  for await (const xml of archive.text(sheet, FILE_LIMITS.sheetBytes)) merges.write(xml);
  return {
    strings: archive.has('xl/sharedStrings.xml') ? strings.end() : [],
    dateStyles: styles === null ? [] : readDateStyles(styles),
    since1904,
    merges: merges.end(),
  };
}

async function findLayout(rows: AsyncIterable<FileRow[]>, { mapping }: FileDescription): Promise<FileLayout> {
  const first: FileRow[] = [];
  for await (const some of rows) {
    first.push(...some);
    if (first.length > FILE_LIMITS.headingWithin * 2) break;
  }
  return layoutOf(first, mapping);
}

async function* sheetRows(archive: Archive, part: string, context: SheetContext): AsyncGenerator<FileRow[]> {
  const reader = xlsxRows(context);
  for await (const xml of archive.text(part, FILE_LIMITS.sheetBytes)) yield reader.write(xml);
  yield reader.end();
}

interface Sheet {
  part: string;
  context: SheetContext;
  layout: FileLayout;
}

async function* rowsBelow(archive: Archive, { part, context, layout }: Sheet): AsyncGenerator<FileRow[]> {
  const rows = sheetRows(archive, part, context)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await understood(() => rows.next());
      if (done) return;
      yield (value as FileRow[]).filter(({ row }) => row > layout.headingRow);
    }
  } finally {
    await rows.return?.(undefined);
  }
}

/** What the archive or the XML is not is the file's fault. */
async function understood<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    const what = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    throw new FileRefused(422, 'broken-workbook', `The workbook is damaged (${what}); open it and save it again.`);
  }
}
