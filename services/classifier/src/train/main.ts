// Trains a model and replaces the one in force only by a better one. Usage: hearback train --data <dir>.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Model, ModelHeader } from '../domain/model/model';
import { decodeModel, encodeModel, ModelRefusedError } from '../domain/model/model-format';
import { SHIPPED_MODEL_FILE } from '../domain/model/shipped-model';
import { modelVersionOf } from '../domain/classify';
import { compareModels, printComparison, type Comparison } from './compare-models';
import type { Example } from './example';
import { isSetApart } from './held-out';
import { LabelledTextError, readExamples, type ReadSource } from './read-examples';
import { trainModel } from './train-model';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
    against: { type: 'string' },
    version: { type: 'string' },
    without: { type: 'string', multiple: true, default: [] },
    force: { type: 'boolean', default: false },
  },
});

try {
  process.exitCode = run();
} catch (error) {
  if (!(error instanceof LabelledTextError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function run(): number {
  const out = options.out ?? 'hearback.model';
  const inForceFile = options.against ?? (existsSync(out) ? out : SHIPPED_MODEL_FILE);
  const sources = readSources();
  const { training, heldOut } = split(sources);
  if (training.length === 0) throw new LabelledTextError('--data names no folder or file with labelled texts');
  const version = options.version ?? `model-${new Date().toISOString().slice(0, 16).replace(/\D/g, '')}`;
  const started = performance.now();
  const said = (progress: string) =>
    console.log(`${((performance.now() - started) / 1_000).toFixed(0)} s: ${progress}`);
  const model = trainModel(training, { version, data: summaryOf(sources), said });
  const inForce = readInForce(inForceFile);
  const comparison = compareModels({ next: model, inForce, heldOut });
  console.log(printComparison(comparison, inForce && modelVersionOf(inForce)));
  model.header.evaluation = evaluationOf(comparison);
  return keep(model, out, comparison);
}

// A model for other features than this version reads labels nothing any more, so there is nothing to compare with.
function readInForce(file: string): Model | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return decodeModel(readFileSync(file));
  } catch (error) {
    if (!(error instanceof ModelRefusedError)) throw error;
    console.log(`${file} cannot be compared: ${error.message}`);
    return undefined;
  }
}

function readSources(): ReadSource[] {
  const read = options.data.map(readExamples);
  for (const file of read.flatMap(({ ignored }) => ignored)) console.log(`not for training: ${file}`);
  return read.flatMap(({ sources }) => sources).filter(({ name }) => !options.without.includes(name));
}

function split(sources: readonly ReadSource[]): { training: Example[]; heldOut: Example[] } {
  const training: Example[] = [];
  const heldOut: Example[] = [];
  for (const { examples } of sources)
    for (const example of examples) (isSetApart(example) ? heldOut : training).push(example);
  return { training, heldOut };
}

function summaryOf(sources: readonly ReadSource[]): ModelHeader['data'] {
  return sources.map(({ name, licence, examples }) => {
    const heldOut = examples.filter(isSetApart).length;
    return { source: name, licence, texts: examples.length - heldOut, heldOut };
  });
}

function evaluationOf({ rows }: Comparison): ModelHeader['evaluation'] {
  return rows.map(({ axis, texts, next }) => ({
    set: 'held out',
    axis,
    texts,
    measure: 'accuracy',
    percent: Math.round(1_000 * next) / 10,
  }));
}

// Written beside and renamed, so that a service that watches the file never reads half of it.
function keep(model: Model, out: string, { refused }: Comparison): number {
  if (refused && !options.force) {
    console.error(`Not written: ${refused}. The model in force stays; --force replaces it nevertheless.`);
    return 1;
  }
  writeFileSync(`${out}.new`, encodeModel(model));
  renameSync(`${out}.new`, out);
  console.log(`${out}: ${modelVersionOf(model)}, sha256 ${model.header.checksum}`);
  return 0;
}
