import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '.';

const sample = (format: string, name: string) => readFileSync(join(__dirname, `../../samples/${format}/${name}.json`));

test.each(FORMATS.map(({ name }) => name))('what is refused of a page of %s is read again by itself', (name) => {
  const format = FORMATS.find((one) => one.name === name)!;
  const reading = format.read(sample(name, 'odd'));
  const refused = reading.kind === 'read' ? reading.items.filter(({ faults }) => faults) : [];
  expect(refused.length).toBeGreaterThan(0);
  for (const { original, faults } of refused) {
    const again = (format.readPart ?? format.read)(original!);
    expect(again.kind === 'read' && again.items.at(-1)).toMatchObject({ faults });
  }
});
