import { formatsOf, proofOf } from '@hearback/channel';
import { formatsOf as formatsKnownOf } from '@hearback/contracts';
import { readEnv } from '@hearback/config';
import { webFormsEnv } from '../env';
import { webForms } from '../web-forms';

test('the directory knows exactly the formats that this service reads, and how each proves where it comes from', () => {
  const definition = webForms(
    readEnv(webFormsEnv, {
      HEARBACK_SECRET: 'a secret of at least thirty-two characters',
      KAFKA_BROKERS: 'localhost:9092',
    }),
  );
  const read = formatsOf(definition).map((format) => [format.name, proofOf(format)]);
  expect(Object.fromEntries(read)).toEqual(formatsKnownOf(definition.channels));
});
