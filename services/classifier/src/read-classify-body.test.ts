import { ProblemError } from '@hearback/service';
import { readClassifyBody } from './read-classify-body';

test('a rating may be a number of stars or as it stands in a feedback', () => {
  const items = [
    { text: '好用', rating: 5 },
    { text: '難用', rating: { stars: 1 }, channel: 'app-rating' },
    { text: '' },
  ];
  expect(readClassifyBody({ items })).toEqual([
    { text: '好用', rating: { stars: 5 }, title: undefined, channel: undefined },
    { text: '難用', rating: { stars: 1 }, title: undefined, channel: 'app-rating' },
    { text: '', rating: undefined, title: undefined, channel: undefined },
  ]);
});

test.each<[unknown, string[]]>([
  [{ items: [{ text: 'ok' }, { text: 7 }] }, ['items.1.text']],
  [{ items: [{ text: 'ok', rating: 6 }] }, ['items.0.rating']],
  [{ items: [{ text: 'ok', channel: 'fax', colour: 'red' }] }, ['items.0.channel', 'items.0']],
  [{ items: [] }, ['items']],
  [{ items: Array.from({ length: 1_001 }, () => ({ text: '' })) }, ['items']],
  [{ items: [{ text: '字'.repeat(20_001) }] }, ['items.0.text']],
  ['nonsense', ['body']],
  [undefined, ['body']],
])('a wrong body is refused and every wrong field is named (%#)', (body, fields) => {
  let problem: ProblemError['problem'] | undefined;
  try {
    readClassifyBody(body);
  } catch (error) {
    problem = (error as ProblemError).problem;
  }
  expect(problem).toMatchObject({ status: 422, errors: fields.map((field) => expect.objectContaining({ field })) });
});
