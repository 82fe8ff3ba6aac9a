import { Converter } from 'opencc-js';
import { AXES } from '../domain/rules';
import type { Example } from '../train/example';
import { LOOKED_FOR } from './measures';
import type { GoalRow, Label } from './row';

const URGENT: readonly string[] = ['critical', 'high'];

/** Goals that the repository's own texts can show: those of the corpus that no model was trained on. */
export function corpusRows(
  { texts: heldOut, pairs }: { texts: readonly Example[]; pairs: readonly Example[] },
  label: Label,
): GoalRow[] {
  const labelled = heldOut.map((example) => ({ example, labels: label(example.text, { channel: example.channel }) }));
  const note = 'written for the project, by the same hands as the training texts';
  const axes = AXES.map((axis) => ({
    id: `corpus-${axis}`,
    what: `${axis}, corpus`,
    measure: 'accuracy' as const,
    note,
    answers: labelled.map(({ example, labels }) => ({
      expected: example.labels[axis]![0]!,
      got: labels[axis].value,
      confidence: labels[axis].confidence,
    })),
  }));
  const urgency = labelled.map(({ example, labels: { urgency: found } }) => ({
    expected: URGENT.includes(example.labels.urgency![0]!) ? LOOKED_FOR : 'no',
    got: URGENT.includes(found.value) ? LOOKED_FOR : 'no',
    confidence: found.confidence,
  }));
  return [
    ...axes,
    { id: 'corpus-urgent-recall', what: 'urgent or not, corpus', measure: 'recall', note, answers: urgency },
    { id: 'corpus-urgent-precision', what: 'urgent or not, corpus', measure: 'precision', note, answers: urgency },
    {
      id: 'corpus-sure',
      what: 'cause when it answers, corpus',
      measure: 'right at 70 %',
      goal: 92,
      note,
      answers: axes[1]!.answers,
    },
    pairsRow(pairs, label, note),
    scriptRow(
      heldOut.map(({ text }) => text),
      label,
      'corpus',
    ),
  ];
}

// No pair is told from its twin by the words that both have.
function pairsRow(pairs: readonly Example[], label: Label, note: string): GoalRow {
  return {
    id: 'corpus-pairs',
    what: 'all five labels, pairs of the corpus set apart',
    measure: 'accuracy',
    note,
    answers: pairs.flatMap((example) => {
      const found = label(example.text, { channel: example.channel });
      return AXES.map((axis) => ({
        expected: example.labels[axis]![0]!,
        got: found[axis].value,
        confidence: found[axis].confidence,
      }));
    }),
  };
}

/** Every text once as written and once in traditional script: each of the five labels must be the same. */
export function scriptRow(texts: readonly string[], label: Label, set: string): GoalRow {
  const traditional = Converter({ from: 'cn', to: 't' });
  const answers = texts.flatMap((text) => {
    const [written, converted] = [label(text), label(traditional(text))];
    return AXES.map((axis) => ({ expected: written[axis].value, got: converted[axis].value, confidence: 1 }));
  });
  return {
    id: `script-${set.replaceAll(' ', '-')}`,
    what: `traditional script: same label as simplified, ${set}`,
    measure: 'accuracy',
    goal: 99.8,
    note: 'traditional script: five labels of each text; the expected one is what the text as written gets',
    answers,
  };
}
