import { acknowledgedOffset } from './acknowledged-offset';

const sent = { topic: 't', partition: 2 };
const answer = { topicName: 't', partition: 2, errorCode: 0, baseOffset: '17' };

test('an answer that names the partition acknowledges from its base offset', () => {
  expect(acknowledgedOffset([answer], sent)).toBe('17');
});

test.each([
  ['is empty', []],
  ['is missing', [null]],
  ['names another partition', [{ ...answer, partition: 1 }]],
  ['names another topic', [{ ...answer, topicName: 'u' }]],
  ['names more than was sent', [answer, { ...answer, partition: 1 }]],
  ['carries an error', [{ ...answer, errorCode: 6 }]],
])('an answer that %s acknowledges nothing', (_, answers) => {
  expect(acknowledgedOffset(answers, sent)).toBeNull();
});
