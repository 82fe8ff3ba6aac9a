import { reportModel } from './report-model';
import type { ReportModel } from './report-parts';
import { clockNumber, reportDataOf } from './test-report';

const clocks = Array.from({ length: 70 }, (_, index) => clockNumber(index));
const model = reportModel(reportDataOf(clocks));

function section(id: string, of: ReportModel = model) {
  return of.sections.find((one) => one.id === id)!;
}
function values(id: string, of: ReportModel = model) {
  return section(id, of).rows.map(({ cells }) =>
    cells.map((cell) => (cell.kind === 'text' || cell.kind === 'rate' ? cell.text : cell.value)),
  );
}

test('the headline counts the 24-hour promises together and each by itself, its rate cut off', () => {
  const three = [
    ...[0, 1].map((index) => clockNumber(index, { promise: 'first-reply', outcome: 'met', confirmed: index === 0 })),
    clockNumber(2, { promise: 'next-reply', outcome: 'missed' }),
    clockNumber(3, { promise: 'legal', outcome: 'missed' }),
  ];
  expect(values('rate', reportModel(reportDataOf(three)))).toEqual([
    ['24-hour response', '66.66 %', 2, 1, 1, 0, 0],
    ['First reply', '100 %', 2, 1, 0, 0, 0],
    ['Next reply', '0.00 %', 0, 0, 1, 0, 0],
  ]);
});

test('every counted cell holds exactly the promises it counts, a stretch of those of its line', () => {
  for (const { rows } of model.sections)
    for (const { cells, clocks } of rows)
      for (const cell of cells) {
        if (cell.kind !== 'count' || cell.clocks === null) continue;
        expect(cell.clocks).toHaveLength(cell.value);
        const first = clocks.indexOf(cell.clocks[0]!);
        if (cell.value > 0) expect(clocks.slice(first, first + cell.value)).toEqual(cell.clocks);
      }
});

test.each(['channel', 'product', 'cause', 'branch'])('the lines by %s add up to the total', (id) => {
  const [total] = values('rate');
  const ofResponse = values(id).filter(([, promise]) => promise === '24-hour response');
  for (const column of [2, 3, 4, 5, 6]) {
    const sum = ofResponse.reduce((all, row) => all + Number(row[column + 1]), 0);
    expect(sum).toBe(total![column]);
  }
});

test('withdrawn promises are listed by reason, misses one by one, and what is not known is said', () => {
  const reasons = values('withdrawn').reduce((all, [, , count]) => all + Number(count), 0);
  expect(reasons).toBe(clocks.filter(({ outcome }) => outcome === 'withdrawn').length);
  expect(section('misses').rows).toHaveLength(clocks.filter(({ outcome }) => outcome === 'missed').length);
  expect(values('beside')).toEqual([
    ['Refused at the edge, not mended', 2, 60],
    ['Parked by a service', 0, null],
    ['On its way', 'not known for that moment', null],
  ]);
});

test('it says what it rests on: period and moment in the zone of the bank, checkpoint, root and key', () => {
  expect(model.facts).toEqual([
    ['Period', 'from 2026-02-01 08:00:00, before 2026-03-01 08:00:00'],
    ['As of', '2026-03-02 09:00:00'],
    ['Time zone', 'Asia/Shanghai'],
    ['Policy in force', 'bank-promise-2+china-2020-1'],
    ['Sealed checkpoint', 'number 17, sealed at 2026-03-02 08:59:59'],
    ['Root of the checkpoint', 'ab'.repeat(32)],
    ['Signing key', 'ed25519:0123456789abcdef'],
  ]);
});

test('a report whose promises do not add up to its figures is not made', () => {
  const data = reportDataOf(clocks);
  const without = { ...data, cohort: { clocks: clocks.slice(1), complete: true } };
  expect(() => reportModel(without)).toThrow('disagree');
});

test('a list that was cut says so, and its figures stay whole', () => {
  const data = reportDataOf(clocks);
  const cut = reportModel({
    ...data,
    cohort: { clocks: clocks.filter(({ outcome }) => outcome !== 'met'), complete: false },
  });
  expect(values('rate', cut)).toEqual(values('rate'));
  expect(section('rate', cut).notes[1]).toMatch(/^Only \d+ promises are listed/);
});

test.each([
  ['zh-Hans', '24 小时响应率', '客服热线'],
  ['zh-Hant', '24 小時響應率', '客服熱線'],
] as const)('speaks %s', (language, title, hotline) => {
  const spoken = reportModel(reportDataOf(clocks, { language }));
  expect(section('rate', spoken).title).toBe(title);
  expect(values('channel', spoken).map(([name]) => name)).toContain(hotline);
});
