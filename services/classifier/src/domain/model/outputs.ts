import { AXES, AXIS_VALUES, type Axis } from '../rules';

/** Where each axis stands in a row of the model: one output for each value of each axis, in the order of AXES. */
export const FIRST_OUTPUT: Readonly<Record<Axis, number>> = firstOutputs();
export const OUTPUTS = AXES.reduce((sum, axis) => sum + AXIS_VALUES[axis].length, 0);

function firstOutputs(): Record<Axis, number> {
  let next = 0;
  const first: Partial<Record<Axis, number>> = {};
  for (const axis of AXES) {
    first[axis] = next;
    next += AXIS_VALUES[axis].length;
  }
  return first as Record<Axis, number>;
}
