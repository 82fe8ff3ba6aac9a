import { FILE_LIMITS } from './file-limits';
import { FileRefused } from './file-refused';
import { xmlReader } from './xlsx-xml';

/** The strings of a workbook by number. */
export interface StringTable {
  at(index: number): string | undefined;
}

/** Reads the table of strings, which cells refer to by number, piece by piece. */
export interface XlsxStrings {
  write(xml: string): void;
  end(): StringTable;
}

/** The only part of a workbook that must lie in memory as a whole, and therefore has a cap. */
export function xlsxStrings(): XlsxStrings {
  const table = packedTable();
  let current = '';
  let characters = 0;
  let inText = false;
  let inReading = 0;
  const keep = () => {
    // One more than fits tells that something was cut.
    const kept = current.length > FILE_LIMITS.cell ? current.slice(0, FILE_LIMITS.cell + 1) : current;
    characters += kept.length + 16;
    if (characters > FILE_LIMITS.stringsCharacters) throw tooManyStrings();
    table.push(kept);
  };
  const reader = xmlReader({
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 't') inText = inReading === 0;
      else if (name === 'rPh') inReading++;
    },
    text: (text) => {
      if (inText && current.length <= FILE_LIMITS.cell) current += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      // How a word is pronounced stands beside it and is no part of what was written.
      else if (name === 'rPh') inReading--;
      else if (name === 'si') keep();
    },
  });
  return {
    write: reader.write,
    end: () => {
      reader.end();
      return table;
    },
  };
}

const PAGE_BYTES = 1_048_576;

/** Strings as UTF-8 in pages: a quarter of what they cost as objects, and nothing for the garbage collector to walk. */
function packedTable(): StringTable & { push(text: string): void } {
  const pages: Buffer[] = [];
  const places: number[] = [];
  let used = PAGE_BYTES;
  return {
    push: (text) => {
      const length = Buffer.byteLength(text);
      if (used + 4 + length > PAGE_BYTES) {
        pages.push(Buffer.allocUnsafeSlow(PAGE_BYTES));
        used = 0;
      }
      const page = pages.at(-1)!;
      places.push((pages.length - 1) * PAGE_BYTES + used);
      page.writeUInt32LE(length, used);
      page.write(text, used + 4);
      used += 4 + length;
    },
    at: (index) => {
      const place = places[index];
      if (place === undefined) return undefined;
      const page = pages[Math.floor(place / PAGE_BYTES)]!;
      const start = (place % PAGE_BYTES) + 4;
      return page.toString('utf8', start, start + page.readUInt32LE(start - 4));
    },
  };
}

function tooManyStrings(): FileRefused {
  const millions = Math.floor(FILE_LIMITS.stringsCharacters / 1_000_000);
  return new FileRefused(
    413,
    'too-large',
    `The workbook holds more than ${millions} million characters; send it as CSV or in parts.`,
  );
}
