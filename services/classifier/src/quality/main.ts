// Prints the goals with their figures and fails when one has dropped. Usage: npm run eval:labels [-- --model <file>] [--data <dir>] [--record]
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { modelVersionOf } from '../domain/classify';
import { decodeModel } from '../domain/model/model-format';
import { SHIPPED_MODEL_FILE } from '../domain/model/shipped-model';
import { contrastRows, readContrastPairs } from './contrast-rows';
import { corpusRows } from './corpus-rows';
import { costs } from './cost';
import { dataRows } from './data-rows';
import { evaluate, printTable, record, type Evaluated, type Results } from './evaluate';
import { labelAmongWith, labelWith } from './label-with';
import { readHeldOutCorpus, REPOSITORY, RESULTS_FILE } from './repository-texts';

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: SHIPPED_MODEL_FILE },
    data: { type: 'string', default: join(REPOSITORY, '../shared/data') },
    record: { type: 'boolean', default: false },
  },
});
const MOST_BYTES = 8 * 2 ** 20;

process.exitCode = run();

function run(): number {
  const model = decodeModel(readFileSync(options.model));
  const label = labelWith(model);
  const rows = [...corpusRows(readHeldOutCorpus(), label), ...contrastRows(readContrastPairs(), label)];
  if (existsSync(options.data)) rows.push(...dataRows(options.data, label, labelAmongWith(model)));
  const recorded: Results = existsSync(RESULTS_FILE) ? JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) : {};
  const evaluated = rows.map((row) => evaluate(row, recorded[row.id]));
  console.log(`${modelVersionOf(model)}\n${printTable(evaluated)}\n`);
  if (!existsSync(options.data)) console.log(`No ${options.data}: only the repository's own texts were measured.`);
  for (const { language, units, us, goal } of costs(label))
    console.log(
      `cost of one text ${language}, ${units} units: ${us.toFixed(0)} us, goal ${goal}: ${us <= goal ? 'met' : 'MISSED'}`,
    );
  const bytes = statSync(options.model).size;
  console.log(
    `model file: ${(bytes / 2 ** 20).toFixed(1)} MiB, goal under 8: ${bytes < MOST_BYTES ? 'met' : 'MISSED'}`,
  );
  if (options.record) keep(evaluated, recorded);
  return finish(evaluated);
}

function keep(evaluated: readonly Evaluated[], before: Results): void {
  const results = { ...before, ...Object.fromEntries(evaluated.map((one) => [one.row.id, record(one)])) };
  writeFileSync(RESULTS_FILE, `${JSON.stringify(results, null, 2)}\n`);
}

function finish(evaluated: readonly Evaluated[]): number {
  const missed = evaluated.filter(({ goalMet }) => goalMet === false).length;
  const dropped = evaluated.filter((one) => one.dropped).map(({ row }) => row.id);
  console.log(`${missed} goals missed; dropped since recorded: ${dropped.join(', ') || 'none'}`);
  return dropped.length > 0 && !options.record ? 1 : 0;
}
