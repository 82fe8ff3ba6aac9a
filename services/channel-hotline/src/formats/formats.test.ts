import { formatsOf, proofOf } from '@hearback/channel';
import { formatsOf as formatsKnownOf } from '@hearback/contracts';
import { hotline } from '../hotline';

const LIMITS = { endedMs: 1, openMs: 1, callerMs: 1, keepMs: 1 };

test('the directory knows exactly the formats that this service reads, and how each proves where it comes from', () => {
  const definition = hotline(undefined, LIMITS);
  const read = formatsOf(definition).map((format) => [format.name, proofOf(format)]);
  expect(Object.fromEntries(read)).toEqual(formatsKnownOf(definition.channels));
});
