import type { Feature, Image } from 'write-excel-file/node';

type SheetFeature = Feature<Image['content']>;

/** Links of one sheet: from a cell to a place in the same workbook or to an address. */
export type SheetLinks = ({ cell: string; place: string } | { cell: string; url: string })[];

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * Adds links to the sheets of a workbook (ECMA-376 part 1, 18.3.1.47). They are no formulas: the cell keeps its number,
 * and nothing is computed when the file is opened.
 * @param links one entry for each sheet, in their order
 */
export function linksFeature(links: readonly SheetLinks[]): SheetFeature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => withLinks(xml, links[sheetIndex] ?? []),
        },
        'xl/worksheets/_rels/sheet{id}.xml.rels': {
          insert: (_options, { sheetIndex }) => relationsOf(links[sheetIndex] ?? []),
        },
      },
    },
  };
}

// The elements of a sheet have a fixed order, and these come after links.
const AFTER_LINKS =
  /<(?:printOptions|pageMargins|pageSetup|headerFooter|drawing|legacyDrawing|tableParts|extLst)\b|<\/worksheet>/;

function withLinks(xml: string, links: SheetLinks): string {
  if (links.length === 0) return xml;
  const all = links.map((link, index) =>
    'place' in link
      ? `<hyperlink ref="${link.cell}" location="${escaped(link.place)}"/>`
      : `<hyperlink ref="${link.cell}" r:id="rIdLink${index}" xmlns:r="${RELATION}"/>`,
  );
  const at = xml.search(AFTER_LINKS);
  return `${xml.slice(0, at)}<hyperlinks>${all.join('')}</hyperlinks>${xml.slice(at)}`;
}

function relationsOf(links: SheetLinks): string {
  return links
    .map((link, index) =>
      'url' in link
        ? `<Relationship Id="rIdLink${index}" Type="${RELATION}/hyperlink" Target="${escaped(link.url)}" TargetMode="External"/>`
        : '',
    )
    .join('');
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
