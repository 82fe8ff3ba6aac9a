import { CASE_STATES } from '@hearback/contracts';
import { nextState, type CaseStep } from './case-state';

test.each<[CaseStep, (string | null)[]]>([
  //             new         assigned    replied     resolved    reopened    closed      withdrawn
  ['assign', ['assigned', 'assigned', 'replied', null, 'assigned', null, null]],
  ['note', ['new', 'assigned', 'replied', 'resolved', 'reopened', 'closed', null]],
  ['reply', ['replied', 'replied', 'replied', 'resolved', 'replied', 'closed', null]],
  ['confirm-reply', ['new', 'assigned', 'replied', 'resolved', 'reopened', 'closed', null]],
  ['resolve', ['resolved', 'resolved', 'resolved', null, 'resolved', null, null]],
  ['reopen', [null, null, null, 'reopened', null, 'reopened', 'reopened']],
  ['withdraw', ['withdrawn', 'withdrawn', 'withdrawn', null, 'withdrawn', null, null]],
  ['extend', ['new', 'assigned', 'replied', null, 'reopened', null, null]],
  ['approve-extension', ['new', 'assigned', 'replied', null, 'reopened', null, null]],
  ['follow-up', [null, null, null, 'resolved', null, null, null]],
  ['dissatisfied', [null, null, null, 'reopened', null, null, null]],
  ['unlink', ['new', 'assigned', 'replied', 'resolved', 'reopened', 'closed', null]],
  ['link', ['new', 'assigned', 'replied', null, 'reopened', null, null]],
  ['emptied', ['withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', null]],
  ['answer-left', [null, null, 'reopened', null, null, null, null]],
  ['reclassify', ['new', 'assigned', 'replied', 'resolved', 'reopened', 'closed', null]],
  ['heard-again', ['new', 'assigned', 'reopened', 'reopened', 'reopened', 'reopened', 'reopened']],
])('%s leads to these states from new, assigned, replied, resolved, reopened, closed, withdrawn', (step, expected) => {
  expect(CASE_STATES.map((state) => nextState(state, step))).toEqual(expected);
});
