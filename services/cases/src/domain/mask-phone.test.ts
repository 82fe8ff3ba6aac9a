import { maskPhone } from './mask-phone';

test.each([
  ['+8613812345678', '***5678'],
  ['95588', '***'],
  ['', '***'],
])('%s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown);
});
