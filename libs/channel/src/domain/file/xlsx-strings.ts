import { FILE_LIMITS } from './file-limits';
import { FileRefused } from './file-refused';
import { xmlReader } from './xlsx-xml';

/** Reads the table of strings, which cells refer to by number, piece by piece. */
export interface XlsxStrings {
  write(xml: string): void;
  end(): readonly string[];
}

/** The only part of a workbook that must lie in memory as a whole, and therefore has a cap. */
export function xlsxStrings(): XlsxStrings {
  const strings: string[] = [];
  let current = '';
  let characters = 0;
  let inText = false;
  let inReading = 0;
  const keep = () => {
    // One more than fits tells that something was cut.
    const kept = current.length > FILE_LIMITS.cell ? current.slice(0, FILE_LIMITS.cell + 1) : current;
    characters += kept.length + 16;
    if (characters > FILE_LIMITS.stringsCharacters) throw tooManyStrings();
    strings.push(kept);
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
      return strings;
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
