import type { Channel, Labels } from '@hearback/contracts';
import { decideLabels } from './model/decide-labels';
import { featuresOf } from './model/features';
import type { Model } from './model/model';
import { shippedModel } from './model/shipped-model';
import { isWordless, wordlessLabels } from './model/wordless';
import { readFeedback } from './read-feedback';
import { RULES_VERSION } from './rules';

export interface ClassifyInput {
  text: string;
  title?: string | undefined;
  /** 1 to 5. */
  rating?: { stars: number } | undefined;
  channel?: Channel | undefined;
  language: Labels['language'];
  script: Labels['script'];
}

/**
 * What a customer's words are about and how soon they need a person: the trained model over the words and over what the
 * rules found. Every axis has its best guess, a confidence that means what it says, and the words that decided it as
 * offsets (UTF-16) into the given fields. Never throws; the same input and versions always give the same labels.
 */
export function classify(input: ClassifyInput, model: Model = shippedModel()): Labels {
  const read = readFeedback(input);
  return {
    ...(isWordless(read) ? wordlessLabels(read) : decideLabels(model, { ...read, features: featuresOf(read) })),
    language: input.language,
    script: input.script,
    modelVersion: modelVersionOf(model),
  };
}

/** Rules and model decide together, so both versions name a label's maker. */
export function modelVersionOf({ header }: Model): string {
  return `${RULES_VERSION}+${header.version}`;
}
