import { existsSync, readFileSync } from 'node:fs';
import { shippedModel } from '../domain/model/shipped-model';
import { contrastRows, readContrastPairs } from './contrast-rows';
import { corpusRows } from './corpus-rows';
import { evaluate, printTable, type Results } from './evaluate';
import { labelWith } from './label-with';
import { readHeldOutCorpus, RESULTS_FILE } from './repository-texts';

test('no goal that the repository can measure has dropped beyond chance since it was recorded', () => {
  const recorded: Results = existsSync(RESULTS_FILE) ? JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) : {};
  const label = labelWith(shippedModel());
  const rows = [...corpusRows(readHeldOutCorpus(), label), ...contrastRows(readContrastPairs(), label)];
  const evaluated = rows.map((row) => evaluate(row, recorded[row.id]));
  const unpaired = evaluated.filter(({ change }) => change === undefined).map(({ row }) => row.id);
  const dropped = evaluated.filter((one) => one.dropped);
  // Texts or labels have changed: look at `npm run eval`, then record with `npm run eval:labels -- --record`.
  expect(unpaired).toEqual([]);
  if (dropped.length > 0) throw new Error(printTable(dropped));
}, 60_000);
