import { maskedAuthor } from './mask-contact';

test('contact data is shown by its kind and its end', () => {
  const author = {
    id: '9007199254740993',
    name: '王小明',
    phone: '+8613800138000',
    email: 'wang@example.com',
    customerNumber: 'C7',
    kind: 'individual',
  };
  expect(maskedAuthor({ text: 'a', author, new: 1 })).toEqual({
    id: '***93',
    name: '王***',
    phone: '***8000',
    email: 'w***@example.com',
    customerNumber: '***',
    kind: 'individual',
  });
});

test('an item without an author, or with one that is none, shows nobody', () => {
  expect([maskedAuthor({ text: 'a' }), maskedAuthor({ author: 7 }), maskedAuthor(null)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
