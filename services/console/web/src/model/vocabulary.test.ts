import * as contracts from '@hearback/contracts';
import { ESCALATION_ROLES, EXTENDABLE_PROMISES, LABEL_WORDS, VISIT_OUTCOMES, WITHDRAWAL_REASONS } from './vocabulary';

test('people choose from exactly the words of the contracts', () => {
  expect({ WITHDRAWAL_REASONS, VISIT_OUTCOMES, EXTENDABLE_PROMISES, ESCALATION_ROLES }).toEqual({
    WITHDRAWAL_REASONS: contracts.WITHDRAWAL_REASONS,
    VISIT_OUTCOMES: contracts.VISIT_OUTCOMES,
    EXTENDABLE_PROMISES: contracts.EXTENDABLE_PROMISES,
    ESCALATION_ROLES: contracts.ESCALATION_ROLES,
  });
  expect(LABEL_WORDS).toEqual({
    product: contracts.PRODUCTS,
    cause: contracts.CAUSES,
    kind: contracts.KINDS,
    sentiment: contracts.SENTIMENTS,
    urgency: contracts.URGENCIES,
  });
});
