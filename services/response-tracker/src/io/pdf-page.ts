import PDFDocument from 'pdfkit';
import type { ReportFonts, Weight } from './report-fonts';

export interface PdfCell {
  text: string;
  /** Opened by a click. */
  link?: string;
}

export interface PdfTable {
  /** A table without heads has none. `share` is the width beside the others. */
  columns: { head?: string; share: number; right?: boolean }[];
  rows: PdfCell[][];
}

export interface Pdf {
  heading(text: string, level: 1 | 2): Promise<void>;
  paragraph(text: string): Promise<void>;
  /** Breaks between rows, and says its heads again on each page. */
  table(table: PdfTable): Promise<void>;
  newPage(): Promise<void>;
  /** Numbers the pages. */
  end(footer: (page: number, pages: number) => string): Promise<Buffer>;
}

type Doc = InstanceType<typeof PDFDocument>;

const MARGIN = 42;
const FOOTER = 24;
const SIZES = { title: 18, heading: 12.5, text: 8.5, table: 7.5, footer: 7.5 } as const;
const LEADING = 1.4;
const PADDING = 3;
const INK = '#1c2733';
const LINK_INK = '#0b57d0';
const HEAD_FILL = '#e8edf3';
const LINE = '#c6ced8';

/** How a piece of text is set. */
interface Style {
  size: number;
  weight: Weight;
  color?: string;
}

/** A document of A4 pages that is written from top to bottom. */
export async function openPdf(options: { title: string; language: string; fonts: ReportFonts }): Promise<Pdf> {
  const { title, language, fonts } = options;
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    lang: language,
    info: { Title: title, Creator: 'Hearback' },
    displayTitle: true,
  } as ConstructorParameters<typeof PDFDocument>[0]);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => void doc.on('end', resolve).on('error', reject));
  const page: Page = { doc, setter: textSetter(doc, fonts), y: MARGIN, bottom: doc.page.height - MARGIN - FOOTER };
  return {
    heading: (text, level) => heading(page, text, level),
    paragraph: (text) => block(page, text, { size: SIZES.text, weight: 'regular' }),
    table: (table) => writeTable(page, table),
    newPage: async () => newPage(page),
    end: async (footer) => {
      await numberPages(page, footer);
      doc.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
}

interface Page {
  doc: Doc;
  setter: TextSetter;
  y: number;
  /** Where the space for text ends. */
  bottom: number;
}

const width = ({ doc }: Page) => doc.page.width - 2 * MARGIN;

function newPage(page: Page): void {
  page.doc.addPage();
  page.y = MARGIN;
}

async function heading(page: Page, text: string, level: 1 | 2): Promise<void> {
  const size = level === 1 ? SIZES.title : SIZES.heading;
  // A heading never stands alone at the foot of a page.
  if (page.y + size * 6 > page.bottom) newPage(page);
  if (level === 2) page.y += 12;
  await block(page, text, { size, weight: 'bold' });
  page.doc.outline.addItem(text);
}

async function block(page: Page, text: string, style: Style): Promise<void> {
  for (const line of await page.setter.lines(text, style, width(page))) {
    if (page.y + style.size * LEADING > page.bottom) newPage(page);
    page.setter.write(line, { x: MARGIN, y: page.y }, style);
    page.y += style.size * LEADING;
  }
  page.y += 4;
}

async function writeTable(page: Page, { columns, rows }: PdfTable): Promise<void> {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / total) * width(page));
  const hasHeads = columns.some(({ head }) => head !== undefined);
  const heads = await laidOut(page, {
    cells: columns.map(({ head = '' }) => ({ text: head })),
    widths,
    weight: 'bold',
  });
  const row = { columns, widths };
  if (hasHeads) drawRow(page, heads, { ...row, fill: HEAD_FILL });
  for (const cells of rows) {
    const laid = await laidOut(page, { cells, widths, weight: 'regular' });
    if (page.y + laid.height > page.bottom) {
      newPage(page);
      if (hasHeads) drawRow(page, heads, { ...row, fill: HEAD_FILL });
    }
    drawRow(page, laid, row);
  }
  page.y += 6;
}

interface LaidRow {
  cells: { lines: Line[]; link?: string | undefined }[];
  height: number;
  style: Style;
}

async function laidOut(
  page: Page,
  { cells, widths, weight }: { cells: readonly PdfCell[]; widths: readonly number[]; weight: Weight },
): Promise<LaidRow> {
  const style: Style = { size: SIZES.table, weight };
  const laid: LaidRow['cells'] = [];
  for (const [index, { text, link }] of cells.entries())
    laid.push({ lines: await page.setter.lines(text, style, widths[index]! - 2 * PADDING), link });
  const lines = Math.max(1, ...laid.map((cell) => cell.lines.length));
  return { cells: laid, height: lines * style.size * LEADING + 2 * PADDING, style };
}

interface RowLook {
  columns: PdfTable['columns'];
  widths: readonly number[];
  fill?: string;
}

function drawRow(page: Page, { cells, height, style }: LaidRow, { columns, widths, fill }: RowLook): void {
  const { doc, setter, y } = page;
  if (fill) doc.rect(MARGIN, y, width(page), height).fill(fill);
  let x = MARGIN;
  for (const [index, { lines, link }] of cells.entries()) {
    const space = widths[index]!;
    for (const [number, line] of lines.entries()) {
      const left = columns[index]?.right ? x + space - PADDING - line.width : x + PADDING;
      const at = { x: left, y: y + PADDING + number * style.size * LEADING };
      setter.write(line, at, link ? { ...style, color: LINK_INK } : style);
    }
    if (link) doc.link(x, y, space, height, link);
    x += space;
  }
  doc.lineWidth(0.4).strokeColor(LINE);
  doc
    .moveTo(MARGIN, y + height)
    .lineTo(MARGIN + width(page), y + height)
    .stroke();
  page.y += height;
}

async function numberPages(page: Page, footer: (page: number, pages: number) => string): Promise<void> {
  const { count } = page.doc.bufferedPageRange();
  const style: Style = { size: SIZES.footer, weight: 'regular' };
  for (let index = 0; index < count; index += 1) {
    page.doc.switchToPage(index);
    const [line] = await page.setter.lines(footer(index + 1, count), style, width(page));
    const x = page.doc.page.width - MARGIN - line!.width;
    page.setter.write(line!, { x, y: page.doc.page.height - MARGIN }, style);
  }
}

interface Piece {
  font: string;
  text: string;
  width: number;
}
interface Line {
  pieces: Piece[];
  width: number;
}
interface TextSetter {
  lines(text: string, style: Style, space: number): Promise<Line[]>;
  write(line: Line, at: { x: number; y: number }, style: Style): void;
}

/** Sets lines of several fonts; knows the width of every character. */
function textSetter(doc: Doc, fonts: ReportFonts): TextSetter {
  const registered = new Set<string>();
  const widths = new Map<string, number>();

  async function ready(font: string): Promise<void> {
    if (registered.has(font)) return;
    doc.registerFont(font, await fonts.file(font));
    registered.add(font);
  }

  // Per thousand of the size.
  function widthOf(font: string, character: string): number {
    const key = `${font} ${character}`;
    let known = widths.get(key);
    if (known === undefined) {
      doc.font(font).fontSize(1_000);
      widths.set(key, (known = doc.widthOfString(character)));
    }
    return known;
  }

  return {
    lines: async (text, { size, weight }, space) => {
      const runs = fonts.runs(text, weight);
      for (const { font } of runs) await ready(font);
      const characters = runs.flatMap(({ font, text }) =>
        [...text].map((character) => ({ font, text: character, width: (widthOf(font, character) * size) / 1_000 })),
      );
      return brokenInto(characters, space);
    },
    write: ({ pieces }, { x, y }, { size, color = INK }) => {
      let left = x;
      for (const { font, text, width } of pieces) {
        doc.font(font).fontSize(size).fillColor(color);
        doc.text(text, left, y, { lineBreak: false, features: [] });
        left += width;
      }
    },
  };
}

const WORD = /[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/u;
const NOT_FIRST = /[，。、；：！？）」』”’》〉】)\].,;:!?%]/u;

/** Breaks characters into lines: at spaces and between Chinese characters, inside a word only when it fills a line. */
function brokenInto(characters: readonly Piece[], space: number): Line[] {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const unit of unitsOf(characters)) {
    const wide = unit.reduce((sum, { width }) => sum + width, 0);
    if (used > 0 && used + wide > space && unit[0]!.text !== ' ') {
      lines.push([]);
      used = 0;
    }
    for (const one of unit) {
      if (used > 0 && used + one.width > space + 0.01 && wide > space) {
        lines.push([]);
        used = 0;
      }
      lines.at(-1)!.push(one);
      used += one.width;
    }
  }
  return lines.map(joined);
}

function unitsOf(characters: readonly Piece[]): Piece[][] {
  const units: Piece[][] = [];
  for (const one of characters) {
    const last = units.at(-1);
    const sticks = last && (NOT_FIRST.test(one.text) || (WORD.test(one.text) && WORD.test(last.at(-1)!.text)));
    if (sticks) last.push(one);
    else units.push([one]);
  }
  return units;
}

function joined(characters: readonly Piece[]): Line {
  const pieces: Piece[] = [];
  for (const one of characters) {
    const last = pieces.at(-1);
    if (last?.font === one.font) Object.assign(last, { text: last.text + one.text, width: last.width + one.width });
    else pieces.push({ ...one });
  }
  return { pieces, width: pieces.reduce((sum, { width }) => sum + width, 0) };
}
