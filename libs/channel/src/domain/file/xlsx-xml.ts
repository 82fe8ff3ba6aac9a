import { SaxesParser } from 'saxes';
import { FILE_LIMITS } from './file-limits';
import { FileRefused } from './file-refused';

/** What a reader wants to hear of; names come without their namespace prefix. */
export interface XmlListener {
  open(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Reads XML piece by piece. */
export interface XmlReader {
  write(xml: string): void;
  end(): void;
}

const DEPTH = 64;

/**
 * XML within bounds: a parser holds open tags, and what stands between two tags, in memory however much it is. Entities
 * of the document's own are unknown to the parser, so none can be blown up.
 */
export function xmlReader(listener: XmlListener): XmlReader {
  const parser = new SaxesParser();
  let depth = 0;
  let silent = 0;
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0;
    if (++depth > DEPTH)
      throw new FileRefused(422, 'broken-workbook', `The workbook nests deeper than ${DEPTH} levels.`);
    listener.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    silent = 0;
    depth--;
    listener.close?.(localName(name));
  });
  parser.on('text', (text) => listener.text?.(text));
  return {
    write: (xml) => {
      silent += xml.length;
      if (silent > FILE_LIMITS.xmlText)
        throw new FileRefused(413, 'too-large', 'The workbook holds a cell of many megabytes; send it as CSV.');
      parser.write(xml);
    },
    end: () => void parser.close(),
  };
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
