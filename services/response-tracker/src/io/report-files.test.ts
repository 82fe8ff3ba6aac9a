import { strFromU8, unzipSync } from 'fflate';
import { inflateSync } from 'node:zlib';
import { reportModel } from '../domain/report-model';
import { REPORT_LANGUAGES } from '../domain/report-question';
import { allWords } from '../domain/report-words';
import { clockNumber, reportDataOf } from '../domain/test-report';
import { loadReportFonts } from './report-fonts';
import { reportPdf } from './report-pdf';
import { reportXlsx } from './report-xlsx';

jest.setTimeout(30_000);

const clocks = Array.from({ length: 21 }, (_, index) =>
  clockNumber(index, index === 3 ? { owner: '=HYPERLINK("http://x")' } : {}),
);
const caseUrl = (caseId: string) => `https://bank.example/#/cases/${caseId}`;
const zone = 'Asia/Shanghai';

/** The text of a cell; shared strings are read. */
function workbook(file: Buffer) {
  const files = Object.fromEntries(Object.entries(unzipSync(file)).map(([name, data]) => [name, strFromU8(data)]));
  const names = [...files['xl/workbook.xml']!.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name!);
  const shared = [...files['xl/sharedStrings.xml']!.matchAll(/<si>.*?<t[^>]*>([^<]*)<\/t>.*?<\/si>/gs)].map(
    (m) => m[1]!,
  );
  const sheet = (name: string) => files[`xl/worksheets/sheet${names.indexOf(name) + 1}.xml`]!;
  const cells = (name: string) =>
    [...sheet(name).matchAll(/<c r="([A-Z]+\d+)"([^>]*)>(?:<v>([^<]*)<\/v>)?/g)].map(([, at, kind, value]) => ({
      at: at!,
      value: kind!.includes('t="s"') ? shared[Number(value)]! : Number(value),
    }));
  const links = (name: string) => [...sheet(name).matchAll(/<hyperlink ref="([^"]+)" location="([^"]+)"/g)];
  return { files, names, shared, sheet, cells, links };
}

test('every counted cell of the workbook is a number with a link to as many rows, all of its kind', async () => {
  const model = reportModel(reportDataOf(clocks));
  const book = workbook(await reportXlsx(model, { question: { language: 'en', zone }, caseUrl }));
  let checked = 0;
  for (const name of book.names.slice(1))
    for (const [, at, place] of book.links(name)) {
      const [, list, from, to] = /^'(.+)'!A(\d+):Q(\d+)$/.exec(place!)!;
      const value = book.cells(name).find((cell) => cell.at === at)!.value;
      const rows = book.cells(list!).filter((cell) => /^Q\d+$/.test(cell.at));
      expect(rows.length).toBeGreaterThanOrEqual(Number(to) - 1);
      if (typeof value === 'string') continue;
      expect(value).toBe(Number(to) - Number(from) + 1);
      checked += 1;
    }
  expect(checked).toBeGreaterThan(50);
});

test('text from outside is no formula in the workbook, dates are dates of the zone, and cases open in the console', async () => {
  const model = reportModel(reportDataOf(clocks));
  const book = workbook(await reportXlsx(model, { question: { language: 'en', zone }, caseUrl }));
  for (const one of book.shared.filter((one) => one.includes('HYPERLINK'))) expect(one).toMatch(/^'=HYPERLINK/);
  expect(Object.values(book.files).join('')).not.toContain('<f>');
  const relations = Object.entries(book.files).filter(([name]) => name.includes('worksheets/_rels'));
  expect(relations.map(([, xml]) => xml).join('')).toContain(`Target="${caseUrl(clocks[0]!.caseId)}"`);
  const list = book.names.find((name) => name.startsWith('L1 '))!;
  // The serial number of 2026-02-01 08:00 (1900 system): what the wall clock of Shanghai showed.
  const starts = book.cells(list).filter(({ at }) => /^K\d+$/.test(at) && at !== 'K1');
  expect(Math.min(...starts.map(({ value }) => Number(value)))).toBeCloseTo(46054 + 8 / 24, 8);
});

test.each(REPORT_LANGUAGES)('a PDF in %s: pages of A4, fonts inside, text that can be selected', async (language) => {
  const fonts = await loadReportFonts();
  const model = reportModel(reportDataOf(clocks, { language }));
  const file = await reportPdf(model, { question: { language, zone }, caseUrl, fonts, mostListed: 1_000 });
  const text = file.toString('latin1');
  expect(text).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/);
  expect(text).toContain('/FontFile2');
  const maps = [...text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].flatMap(([, data]) => {
    try {
      const plain = inflateSync(Buffer.from(data!, 'latin1')).toString('latin1');
      return plain.includes('beginbfrange') ? [plain.toLowerCase()] : [];
    } catch {
      return [];
    }
  });
  const mapped = maps.join('');
  for (const character of model.title)
    if (character !== ' ') expect(mapped).toContain(character.charCodeAt(0).toString(16).padStart(4, '0'));
});

test('every word of every language has glyphs, and so have rarer traditional characters; what no font has is □', async () => {
  const fonts = await loadReportFonts();
  const textOf = (text: string) =>
    fonts
      .runs(text, 'regular')
      .map((run) => run.text)
      .join('');
  for (const language of REPORT_LANGUAGES) expect(textOf(allWords(language))).toBe(allWords(language));
  const traditional = '證券櫃檯轉帳反饋響應逾時撤銷彙總囑託';
  expect(textOf(traditional)).toBe(traditional);
  expect(textOf('a\u{1F600}b')).toBe('a□b');
});
