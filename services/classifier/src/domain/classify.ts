import type { Channel, Labels } from '@hearback/contracts';
import { decideCause } from './decide-cause';
import { decideKind } from './decide-kind';
import { decideProduct } from './decide-product';
import { decideSentiment } from './decide-sentiment';
import { decideUrgency } from './decide-urgency';
import { findEvidence, type FieldEvidence } from './find-evidence';
import { foldText } from './fold-text';
import { RULES_VERSION } from './rules';
import type { Statement } from './statement';

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
 * What a customer's words are about and how soon they need a person. The one decision that a better model replaces:
 * every axis has its best guess, a confidence, and the words that decided it as offsets (UTF-16) into the given fields.
 * Never throws; an empty text is `other`, `none` and `neutral`.
 */
export function classify(input: ClassifyInput): Labels {
  const statement = statementOf(input);
  const sentiment = decideSentiment(statement);
  const kind = decideKind(statement, sentiment);
  const cause = decideCause(statement, kind.value);
  return {
    product: decideProduct(statement),
    cause,
    kind,
    sentiment: sentiment.decision,
    urgency: decideUrgency(statement, kind.value),
    language: input.language,
    script: input.script,
    modelVersion: RULES_VERSION,
  };
}

function statementOf(input: ClassifyInput): Statement {
  const fields: FieldEvidence[] = [findEvidence(foldText(input.text), 'text')];
  if (input.title) fields.push(findEvidence(foldText(input.title), 'title'));
  const modifiers = new Set(fields.flatMap((field) => field.modifiers.map((m) => m.value)));
  return {
    evidence: fields.flatMap((field) => field.evidence),
    stars: input.rating?.stars,
    channel: input.channel,
    resolved: modifiers.has('resolved') && !modifiers.has('notResolved'),
    defused: modifiers.has('defused'),
    hypothetical: modifiers.has('hypothetical'),
  };
}
