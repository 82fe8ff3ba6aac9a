import { answersItem } from './answers-item';

const free = (name: string, value: string) => ({ names: [name], value, free: true });
const chosen = (name: string, value: string) => ({ names: [name], value, free: false });

test('without a mapping the longest free answer is the text, and nothing else is lost', () => {
  const answers = [
    free('a', 'short'),
    free('b', 'the longest words'),
    chosen('c', 'a very long choice of words'),
    free('d', ' '),
  ];
  expect(answersItem(answers, {})).toEqual({
    text: 'the longest words',
    attributes: { a: 'short', c: 'a very long choice of words' },
  });
});

test('a number, an e-mail address or a link is nobody’s words, however long', () => {
  const answers = [free('n', '98765432109876543'), free('e', 'li.na@example.com'), free('u', 'https://bank.example/a')];
  expect(answersItem([...answers, free('t', '态度差')], {})).toMatchObject({ text: '态度差' });
  expect(answersItem(answers, {})).toMatchObject({ text: '' });
});

test('a mapping says which answer is which field, by any of its names', () => {
  const answers = [
    { names: ['3', 'what', 'What happened?'], value: 'first line', free: true },
    free('4', 'second line'),
    chosen('5', '4 / 5'),
    chosen('6', 'Central'),
    free('7', '13800138000'),
    chosen('8', 'C-1'),
  ];
  const mapping = {
    'What happened?': 'text',
    4: 'text',
    5: 'rating.stars',
    6: 'branch',
    7: 'author.phone',
    8: 'attributes.card',
  };
  expect(answersItem(answers, mapping)).toEqual({
    text: 'first line\nsecond line',
    rating: { stars: 4 },
    branch: 'Central',
    author: { phone: '13800138000' },
    attributes: { card: 'C-1' },
  });
});

test('what a field cannot take stays beside it', () => {
  const mapping = { a: 'rating.stars', b: 'nonsense', c: 'author.email', d: 'author.email', __proto__: null } as never;
  const answers = [chosen('a', '9'), chosen('b', 'x'), chosen('c', 'a@example.com'), chosen('d', 'b@example.com')];
  expect(answersItem([...answers, free('t', 'words')], mapping)).toEqual({
    text: 'words',
    author: { email: 'a@example.com' },
    attributes: { a: '9', b: 'x', d: 'b@example.com' },
  });
});

test('an answer too long or too many for an attribute becomes a line of the text', () => {
  const long = '长'.repeat(400);
  const many = Array.from({ length: 60 }, (_, i) => chosen(`q${i}`, 'yes'));
  const item = answersItem([free('t', `${long}!`), chosen('long', long), ...many, chosen('__proto__', 'x')], {});
  const lines = (item.text as string).split('\n');
  expect([lines[0], lines[1], lines.at(-1)]).toEqual([`${long}!`, `long: ${long}`, '__proto__: x']);
  expect(lines.length - 2 + Object.keys(item.attributes as object).length).toBe(61);
});
