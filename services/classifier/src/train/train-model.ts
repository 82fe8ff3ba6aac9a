import { outputsOf } from '../domain/model/apply-model';
import { DENSE } from '../domain/model/features';
import { BUCKET_BITS } from '../domain/model/gram-hasher';
import type { Model, ModelHeader } from '../domain/model/model';
import { weightsChecksum } from '../domain/model/model-format';
import { OUTPUTS } from '../domain/model/outputs';
import { AXES, RULES_VERSION } from '../domain/rules';
import { calibrate, type Calibration, type Judged } from './calibrate';
import type { Example } from './example';
import { FIT_DEFAULTS, fitModel, type Fit, type FitOptions } from './fit-model';
import { AXIS_COUNT, matrixOf, type Matrix } from './matrix';
import { quantise } from './quantise';
import { rowFeatures } from './row-features';

const FOLDS = 3;
/** One text in so many; no multiple of the folds, so that every fold has both. */
const HIDDEN_OF = 4;

export interface TrainOptions {
  version: string;
  data: ModelHeader['data'];
  fit?: FitOptions;
  said(progress: string): void;
}

/** A model from labelled texts: confidences from texts that each fold did not see, weights from all of them. */
export function trainModel(
  examples: readonly Example[],
  { version, data, fit: how = FIT_DEFAULTS, said }: TrainOptions,
): Model {
  const matrix = matrixOf(examples.map(hideSomeChannels));
  said(`${matrix.rows} texts, ${matrix.buckets.length} features read`);
  const judged: Judged[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const inFold = (row: number) => row % FOLDS === fold;
    const others = rowsWhere(matrix, (row) => !inFold(row));
    const fit = fitModel(matrix, others, { ...how, fits: 1 });
    judged.push(...judge(matrix, rowsWhere(matrix, inFold), modelOf(fit)));
    said(`fold ${fold + 1} of ${FOLDS} judged`);
  }
  const all = rowsWhere(matrix, () => true);
  const model = modelOf(fitModel(matrix, all, how));
  said('fitted');
  return {
    ...model,
    header: { ...model.header, ...calibrate(judged), version, data, checksum: weightsChecksum(model) },
  };
}

// Who asks for labels over HTTP need not say where a text came from, so some teach without saying it.
function hideSomeChannels(example: Example, index: number): Example {
  return index % HIDDEN_OF === 0 ? { ...example, channel: undefined } : example;
}

function rowsWhere({ rows }: Matrix, wanted: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row).filter(wanted);
}

const UNCALIBRATED: Calibration = {
  temperature: { product: 1, cause: 1, kind: 1, sentiment: 1, urgency: 1 },
  needsReviewBelow: { product: 0, cause: 0, kind: 0, sentiment: 0, urgency: 0 },
  urgentFrom: 0.5,
};

function modelOf(fit: Fit): Model {
  const { weights, scale } = quantise(fit.weights);
  return {
    header: {
      version: '',
      rulesVersion: RULES_VERSION,
      bucketBits: BUCKET_BITS,
      outputs: OUTPUTS,
      dense: DENSE,
      checksum: '',
      ...UNCALIBRATED,
      data: [],
      evaluation: [],
      scale,
    },
    weights,
    dense: fit.dense,
  };
}

function judge(matrix: Matrix, rows: Int32Array, model: Model): Judged[] {
  return Array.from(rows, (row) => {
    const allowed = AXES.map((axis, a) => [axis, matrix.allowed[row * AXIS_COUNT + a]!] as const);
    return {
      outputs: outputsOf(model, rowFeatures(matrix, row)).slice(),
      allowed: Object.fromEntries(allowed) as Judged['allowed'],
      whole: allowed.every(([, bits]) => bits !== 0 && (bits & (bits - 1)) === 0),
    };
  });
}
