import { xmlReader } from './xlsx-xml';

/** What the small parts of a workbook say about its sheets. */
export interface Workbook {
  sheets: { name: string; part: string; hidden: boolean }[];
  /** Dates count from 1904 instead of 1900. */
  since1904: boolean;
}

interface Tag {
  name: string;
  attributes: Record<string, string>;
}

/** Every opening tag of a small part. */
function tagsOf(xml: string): Tag[] {
  const tags: Tag[] = [];
  const reader = xmlReader({ open: (name, attributes) => tags.push({ name, attributes }) });
  reader.write(xml);
  reader.end();
  return tags;
}

/** The sheets of a workbook in their order. */
export function readWorkbook(workbook: string, relations: string): Workbook {
  const targets = new Map(
    tagsOf(relations)
      .filter(({ name }) => name === 'Relationship')
      .map(({ attributes }) => [attributes.Id, attributes.Target ?? '']),
  );
  const tags = tagsOf(workbook);
  const flag = tags.find(({ name }) => name === 'workbookPr')?.attributes.date1904;
  return {
    sheets: tags
      .filter(({ name }) => name === 'sheet')
      .map(({ attributes }) => ({
        name: attributes.name ?? '',
        part: partOf(targets.get(relationOf(attributes)) ?? ''),
        hidden: (attributes.state ?? 'visible') !== 'visible',
      })),
    since1904: flag === '1' || flag === 'true',
  };
}

// The prefix is whatever the writer chose for the namespace of relationships, nearly always `r`.
function relationOf(attributes: Record<string, string>): string | undefined {
  const key = Object.keys(attributes).find((name) => name.endsWith(':id'));
  return key === undefined ? undefined : attributes[key];
}

function partOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

/** For each cell style whether numbers in it are shown as dates. */
export function readDateStyles(styles: string): boolean[] {
  const tags = tagsOf(styles);
  const codes = new Map(
    tags
      .filter(({ name }) => name === 'numFmt')
      .map(({ attributes }) => [attributes.numFmtId ?? '', attributes.formatCode ?? '']),
  );
  // Named styles have an xf each too, before the cells' or behind them.
  const from = tags.findIndex(({ name }) => name === 'cellXfs');
  const end = tags.findIndex(({ name }, index) => index > from && (name === 'cellStyles' || name === 'dxfs'));
  return tags
    .slice(from === -1 ? tags.length : from, end === -1 ? undefined : end)
    .filter(({ name }) => name === 'xf')
    .map(({ attributes }) => isDateFormat(attributes.numFmtId ?? '0', codes));
}

// The numbers up to 81 are built in; 27 to 36 and 50 to 58 are the dates of East Asian editions.
function isDateFormat(id: string, codes: ReadonlyMap<string, string>): boolean {
  const code = codes.get(id);
  if (code === undefined) return BUILT_IN_DATES.some(([first, last]) => Number(id) >= first && Number(id) <= last);
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]/gi, ''));
}

const BUILT_IN_DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;
