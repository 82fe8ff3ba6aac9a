import { AXES, labelOf, type Axis, type LabelSet } from './api-shapes';

export interface Segment {
  text: string;
  /** The labels that these words decided; none for plain text. */
  axes: Axis[];
}

interface Range {
  axis: Axis;
  start: number;
  end: number;
}

/** The text cut where the deciding words of its labels begin and end. Joined together, the segments are the text. */
export function segmentsOf(text: string, labels: LabelSet | undefined, field: 'text' | 'title'): Segment[] {
  const ranges = AXES.flatMap((axis) => rangesOf(labels, axis, field)).filter(
    ({ start, end }) => start < end && end <= text.length,
  );
  const cuts = [...new Set([0, text.length, ...ranges.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1]!;
    const axes = ranges.filter((range) => range.start <= start && end <= range.end).map((range) => range.axis);
    return { text: text.slice(start, end), axes: [...new Set(axes)] };
  });
}

function rangesOf(labels: LabelSet | undefined, axis: Axis, field: 'text' | 'title'): Range[] {
  return (labelOf(labels, axis)?.because ?? []).flatMap(({ start, end, field: of }) =>
    start === undefined || end === undefined || (of ?? 'text') !== field ? [] : [{ axis, start, end }],
  );
}
