import { CASE_STATES } from '@hearback/contracts';
import { nextState, type CaseStep } from './case-state';

test.each<[CaseStep, (string | null)[]]>([
  //             new         assigned    replied     resolved    reopened    closed
  ['assign', ['assigned', 'assigned', 'replied', null, 'assigned', null]],
  ['reply', ['replied', 'replied', 'replied', 'resolved', 'replied', 'closed']],
  ['resolve', ['resolved', 'resolved', 'resolved', null, 'resolved', null]],
  ['reopen', [null, null, null, 'reopened', null, 'reopened']],
  ['heard-again', ['new', 'assigned', 'reopened', 'reopened', 'reopened', 'reopened']],
])('%s leads to these states from new, assigned, replied, resolved, reopened, closed', (step, expected) => {
  expect(CASE_STATES.map((state) => nextState(state, step))).toEqual(expected);
});
