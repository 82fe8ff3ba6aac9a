import type { Channel, Labels } from '@hearback/contracts';
import { decideCause } from './decide-cause';
import { decideKind } from './decide-kind';
import { decideProduct } from './decide-product';
import { decideSentiment } from './decide-sentiment';
import { decideUrgency } from './decide-urgency';
import { findEvidence, type FieldEvidence } from './find-evidence';
import { foldText } from './fold-text';
import { RULES_VERSION, type Modifier } from './rules';
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
  const { evidence, modifiers } = input.title
    ? joined(fieldOf(input.text, 'text'), fieldOf(input.title, 'title'))
    : fieldOf(input.text, 'text');
  const says = (modifier: Modifier) => modifiers.some(({ value }) => value === modifier);
  return {
    evidence,
    stars: input.rating?.stars,
    channel: input.channel,
    resolved: says('resolved') && !says('notResolved'),
    defused: says('defused'),
    hypothetical: says('hypothetical'),
  };
}

function fieldOf(text: string, field: 'text' | 'title'): FieldEvidence {
  return findEvidence(foldText(text), field);
}

function joined(a: FieldEvidence, b: FieldEvidence): FieldEvidence {
  return { evidence: a.evidence.concat(b.evidence), modifiers: a.modifiers.concat(b.modifiers) };
}
