import type { Labels } from '@hearback/contracts';
import type { ClassifyInput } from '../domain/classify';
import type { Axis } from '../domain/rules';
import type { Answer, Measure } from './measures';

export type Label = (text: string, more?: Pick<ClassifyInput, 'channel'>) => Labels;
/** The likeliest of some values only, for tests that know no others. */
export type LabelAmong = (text: string, axis: Axis, values: readonly string[]) => { value: string; confidence: number };

/** One line of the table of goals. */
export interface GoalRow {
  id: string;
  what: string;
  measure: Measure;
  /** In percent; a row without one is only watched. */
  goal?: number;
  answers: Answer[];
  /** What a reader must know before believing the figure. */
  note?: string;
}
