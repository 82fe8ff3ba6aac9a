import { toE164 } from './phone';

test.each([
  ['13800138000', 'Asia/Shanghai', '+8613800138000'],
  ['138 0013-8000', 'Asia/Shanghai', '+8613800138000'],
  ['１３８００１３８０００', 'Asia/Shanghai', '+8613800138000'],
  ['8613800138000', 'Asia/Shanghai', '+8613800138000'],
  ['0086 138 0013 8000', 'Europe/London', '+8613800138000'],
  ['+86 (010) 6655-4433', 'Asia/Shanghai', '+861066554433'],
  ['010-66554433', 'Asia/Shanghai', '+861066554433'],
  ['tel:+85221234567', 'Asia/Shanghai', '+85221234567'],
  ['2123 4567', 'Asia/Hong_Kong', '+85221234567'],
  ['6612 3456', 'Asia/Macau', '+85366123456'],
  ['0912-345-678', 'Asia/Taipei', '+886912345678'],
  ['+886 0912 345 678', 'Asia/Taipei', '+886912345678'],
  ['+44 20 7946 0958', 'Asia/Shanghai', '+442079460958'],
  ['020 7946 0958', 'Europe/London', null],
  ['95588', 'Asia/Shanghai', null],
  ['400-820-8820', 'Asia/Shanghai', null],
  ['+266696687', 'Asia/Shanghai', null],
  ['266696687', 'Asia/Shanghai', null],
  ['+7378742833', 'Asia/Shanghai', null],
  ['anonymous', 'Asia/Shanghai', null],
  ['', 'Asia/Shanghai', null],
  ['sip:alice@example.com', 'Asia/Shanghai', null],
  ['12345678901234567890', 'Asia/Shanghai', null],
])('%j from a source in %s is %s', (given, zone, expected) => {
  expect(toE164(given, zone)).toBe(expected);
});
