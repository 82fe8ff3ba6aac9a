import { KafkaJSConnectionError, KafkaJSError, KafkaJSNonRetriableError, KafkaJSProtocolError } from 'kafkajs';
import { isKafkaOutage, isMembershipLost, mayRestart } from './kafka-errors';
import { PublishRefused } from './publish-refused';

test('an outage is what only time can mend', () => {
  expect(isKafkaOutage(new PublishRefused('unavailable', 5))).toBe(true);
  expect(isKafkaOutage(new PublishRefused('overloaded', 1))).toBe(true);
  expect(isKafkaOutage(new PublishRefused('too-large', 0))).toBe(false);
  expect(isKafkaOutage(new KafkaJSConnectionError('refused'))).toBe(true);
  expect(isKafkaOutage(new TypeError('undefined is not a function'))).toBe(false);
});

test('membership is lost when the group goes on without this member', () => {
  const protocol = (type: string) =>
    new KafkaJSProtocolError(Object.assign(new Error(type), { type, code: 1 }) as unknown as KafkaJSError);
  expect(isMembershipLost(protocol('REBALANCE_IN_PROGRESS'))).toBe(true);
  expect(isMembershipLost(protocol('UNKNOWN_MEMBER_ID'))).toBe(true);
  expect(isMembershipLost(new KafkaJSConnectionError('away'))).toBe(false);
  expect(isMembershipLost(null)).toBe(false);
});

test('a client that gave up because the cluster is away is started anew, after a bug the process must end', () => {
  const wrapped = Object.assign(new KafkaJSNonRetriableError('gave up'), { cause: new KafkaJSConnectionError('away') });
  expect(mayRestart(wrapped)).toBe(true);
  expect(mayRestart(new KafkaJSNonRetriableError(new TypeError('bug')))).toBe(false);
});
