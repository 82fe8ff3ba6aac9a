import { findEvidence, type FieldEvidence } from './find-evidence';
import { foldText } from './fold-text';
import type { ClassifyInput } from './classify';
import type { ReadFeedback } from './model/features';
import { judgeByRules } from './rule-judgement';
import type { Modifier } from './rules';
import type { Statement } from './statement';

/** A feedback folded and read by the rules: all that the model works on. */
export function readFeedback(input: Omit<ClassifyInput, 'language' | 'script'>): ReadFeedback {
  const text = foldText(input.text);
  const title = input.title ? foldText(input.title) : undefined;
  const said = findEvidence(text, 'text');
  const statement = statementOf(input, title ? joined(said, findEvidence(title, 'title')) : said);
  return { text, title, contexts: said.contexts, statement, rules: judgeByRules(statement) };
}

type Said = Pick<FieldEvidence, 'evidence' | 'modifiers'>;

function statementOf(
  { rating, channel }: Pick<ClassifyInput, 'rating' | 'channel'>,
  { evidence, modifiers }: Said,
): Statement {
  const says = (modifier: Modifier) => modifiers.some(({ value }) => value === modifier);
  return {
    evidence,
    stars: rating?.stars,
    channel,
    resolved: says('resolved') && !says('notResolved'),
    defused: says('defused'),
    withdrawn: says('withdrawn'),
    staged: says('staged'),
    hypothetical: says('hypothetical'),
  };
}

function joined(a: Said, b: Said): Said {
  return { evidence: a.evidence.concat(b.evidence), modifiers: a.modifiers.concat(b.modifiers) };
}
