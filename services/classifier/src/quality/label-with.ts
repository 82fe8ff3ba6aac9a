import { classify } from '../domain/classify';
import { outputsOf, toProbabilities } from '../domain/model/apply-model';
import { featuresOf } from '../domain/model/features';
import type { Model } from '../domain/model/model';
import { FIRST_OUTPUT } from '../domain/model/outputs';
import { readFeedback } from '../domain/read-feedback';
import { AXIS_VALUES } from '../domain/rules';
import type { Label, LabelAmong } from './row';

export function labelWith(model: Model): Label {
  return (text, more = {}) => classify({ text, language: 'unknown', script: 'unknown', ...more }, model);
}

export function labelAmongWith(model: Model): LabelAmong {
  return (text, axis, values) => {
    const features = featuresOf(readFeedback({ text }));
    const probabilities = toProbabilities(outputsOf(model, features), model.header.temperature);
    const all: readonly string[] = AXIS_VALUES[axis];
    const among = values.map((value) => ({ value, p: probabilities[FIRST_OUTPUT[axis] + all.indexOf(value)]! }));
    const best = among.reduce((a, b) => (b.p > a.p ? b : a));
    return { value: best.value, confidence: best.p / among.reduce((sum, { p }) => sum + p, 0) };
  };
}
