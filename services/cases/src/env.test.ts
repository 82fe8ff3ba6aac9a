import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesEnv } from './env';

test('the README names every variable', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  expect(Object.keys(casesEnv.shape).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
