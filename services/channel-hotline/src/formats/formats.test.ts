import { formatsOf, proofOf } from '@hearback/channel';
import { formatsOf as formatsKnownOf } from '@hearback/contracts';
import { hotline } from '../hotline';

test('the directory knows exactly the formats that this service reads, and how each proves where it comes from', () => {
  const definition = hotline(undefined);
  const read = formatsOf(definition).map((format) => [format.name, proofOf(format)]);
  expect(Object.fromEntries(read)).toEqual(formatsKnownOf(definition.channels));
});
