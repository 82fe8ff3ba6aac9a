import { itemOfRow, unknownColumns } from './item-of-row';

test('a row becomes an item: dots lead into objects, numbers are numbers, empty cells are left out', () => {
  const columns = ['externalId', 'text', 'author.name', 'author.phone', 'rating.stars', 'title', 'attributes.counter'];
  expect(itemOfRow(columns, ['0012', ' 等了很久 ', '王小明', '13800138000', '2', '', '3'])).toEqual({
    externalId: '0012',
    text: '等了很久',
    author: { name: '王小明', phone: '13800138000' },
    rating: { stars: 2 },
    attributes: { counter: '3' },
  });
});

test('what is no number is left for the service to refuse by name', () => {
  expect(itemOfRow(['rating.stars', 'text'], ['five', 'a'])).toEqual({ rating: { stars: 'five' }, text: 'a' });
});

test('columns that are no field are named', () => {
  expect(unknownColumns(['text', 'comment', 'attributes.x', 'attributes.__proto__', 'author.age'])).toEqual([
    'comment',
    'attributes.__proto__',
    'author.age',
  ]);
});
