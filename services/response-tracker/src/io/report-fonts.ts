import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { charactersOf, trueTypeOf } from './woff-font';

export type Weight = 'regular' | 'bold';

/** A piece of text in one font; every character of it has a glyph there. */
export interface FontRun {
  font: string;
  text: string;
}

export interface ReportFonts {
  /** Divides a text into runs; a character that no font has becomes □. */
  runs(text: string, weight: Weight): FontRun[];
  /** The TrueType file of a font named by a run. */
  file(font: string): Promise<Buffer>;
}

const WEIGHTS: Record<Weight, number> = { regular: 400, bold: 700 };
const MISSING = '□';
/** Simplified Chinese with the common traditional characters, Latin letters and digits, in one file. */
const MAIN = 'chinese-simplified';

// Noto Sans SC (SIL Open Font License 1.1). The package's main file has 7,947 characters; the rest of the font is in
// about a hundred small files, each for some ranges of Unicode, read only when a text needs one.
const FILES = dirname(require.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-latin-400-normal.woff'));

/** The fonts of reports, with which both Chinese scripts show. */
export async function loadReportFonts(): Promise<ReportFonts> {
  const main = charactersOf(trueTypeOf(await readFile(fileOf(MAIN, 'regular'))));
  const ranges = rangesOf(JSON.parse(await readFile(join(FILES, '../unicode.json'), 'utf8')) as Record<string, string>);
  const kept = new Map<string, Promise<Buffer>>();
  const partOf = (code: number): string | null => {
    if (main.has(code)) return MAIN;
    return ranges.find(({ from, to }) => code >= from && code <= to)?.part ?? null;
  };
  return {
    runs: (text, weight) => runsOf(text, partOf).map(({ font, text }) => ({ font: `${font}/${weight}`, text })),
    file: (font) => {
      const [part, weight] = font.split('/') as [string, Weight];
      const file = kept.get(font) ?? readFile(fileOf(part, weight)).then(trueTypeOf);
      kept.set(font, file);
      return file;
    },
  };
}

function runsOf(text: string, partOf: (code: number) => string | null): FontRun[] {
  const runs: FontRun[] = [];
  for (const character of text) {
    const part = partOf(character.codePointAt(0)!);
    const [font, shown] = part === null ? [partOf(MISSING.codePointAt(0)!) ?? MAIN, MISSING] : [part, character];
    const last = runs.at(-1);
    if (last?.font === font) last.text += shown;
    else runs.push({ font, text: shown });
  }
  return runs;
}

function fileOf(part: string, weight: Weight): string {
  return join(FILES, `noto-sans-sc-${part}-${WEIGHTS[weight]}-normal.woff`);
}

interface Range {
  from: number;
  to: number;
  part: string;
}

function rangesOf(unicode: Record<string, string>): Range[] {
  return Object.entries(unicode).flatMap(([name, list]) =>
    list.split(',').map((range): Range => {
      const [from, to] = range.trim().replace(/^U\+/i, '').split('-');
      return { from: parseInt(from!, 16), to: parseInt(to ?? from!, 16), part: name.replace(/[[\]]/g, '') };
    }),
  );
}
