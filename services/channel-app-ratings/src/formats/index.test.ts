import { POLLERS } from '../pollers';
import { SENDERS } from '../senders';
import { FORMATS } from '.';

test('every store that is asked or answered through has a format of the same name, and none has two', () => {
  const formats = FORMATS.map(({ name }) => name);
  for (const names of [formats, POLLERS.map(({ name }) => name), SENDERS.map(({ name }) => name)]) {
    expect(new Set(names).size).toBe(names.length);
    expect(formats).toEqual(expect.arrayContaining(names));
  }
});
