import { AXES, AXIS_VALUES, type Axis } from '../../domain/rules';
import type { Example } from '../example';

/** A labelled text of the project's corpus, or of a bank's own: the short keys, or the names of the axes. */
export type LabelledRow = Readonly<Record<string, unknown>>;

const KEYS: Record<Axis, string> = { product: 'p', cause: 'c', kind: 'k', sentiment: 'e', urgency: 'u' };
/** Where such a text would have come from. */
const CHANNEL_OF_STYLE: Record<string, Example['channel']> = {
  review: 'app-rating',
  call: 'hotline',
  forum: 'social',
  form: 'web-form',
  branch: 'branch',
};

/** @throws Error naming the key that is wrong */
export function hearbackExample(row: LabelledRow): Omit<Example, 'source'> {
  const text = row.t ?? row.text;
  if (typeof text !== 'string' || text.trim() === '') throw new Error('`t` (or `text`) must be a text');
  const channel = CHANNEL_OF_STYLE[String(row.s)] ?? (row.channel as Example['channel'] | undefined);
  // `w` names one side of a pair: "pa-017a" and "pa-017b".
  const pair = typeof row.w === 'string' ? { pair: row.w.slice(0, -1) } : {};
  const title = typeof row.title === 'string' && row.title !== '' ? { title: row.title } : {};
  return { text, ...title, labels: labelsOf(row), weight: 1, ...pair, ...(channel ? { channel } : {}) };
}

function labelsOf(row: LabelledRow): Example['labels'] {
  const labels: Example['labels'] = {};
  for (const axis of AXES) {
    const value = row[KEYS[axis]] ?? row[axis] ?? '';
    if (value === '') continue;
    const known: readonly unknown[] = AXIS_VALUES[axis];
    if (!known.includes(value)) throw new Error(`\`${KEYS[axis]}\` (${axis}) is none of ${known.join(', ')}`);
    labels[axis] = [value as string];
  }
  return labels;
}
