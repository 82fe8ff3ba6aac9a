import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatsOf, proofOf, type FormatItem, type FormatReading } from '@hearback/channel';
import { formatsOf as formatsKnownOf } from '@hearback/contracts';
import { appRatings } from '../app-ratings';
import { FORMATS } from './index';

test('the directory knows exactly the formats that this service reads, and how each proves where it comes from', () => {
  const definition = appRatings(undefined);
  const read = formatsOf(definition).map((format) => [format.name, proofOf(format)]);
  expect(Object.fromEntries(read)).toEqual(formatsKnownOf(definition.channels));
});

test.each([
  ['google-play-reviews', 'page'],
  ['app-store-connect', 'page'],
  ['app-store-rss', 'page'],
  ['appgallery-reviews', 'page'],
  ['appgallery-reviews', 'detail'],
  ['appgallery-reviews', 'odd'],
])('what is kept of each review of a %s %s is read alone as it was read in its page', (name, page) => {
  const format = FORMATS.find((one) => one.name === name)!;
  const context = { contentType: undefined, settings: { country: 'cn' }, mapping: {} };
  const payload = readFileSync(join(__dirname, `../../samples/${name}/${page}.json`));
  const items = itemsOf(format.read(payload, context));
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) expect(itemsOf(format.readPart!(item.original!, context))).toContainEqual(item);
});

function itemsOf(reading: FormatReading): FormatItem[] {
  return reading.kind === 'read' ? reading.items : [];
}
