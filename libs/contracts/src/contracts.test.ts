import asyncApiSchema from '@asyncapi/specs/schemas/3.0.0-without-$id.json';
import Ajv from 'ajv';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApiDocument } from './asyncapi-document';
import type { EventContract } from './define-event';
import { jsonSchemaOf } from './json-schemas';
import { EVENTS, allTopics } from './topics';

const read = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, '..', name), 'utf8'));
const events = Object.entries(EVENTS) as unknown as [string, EventContract][];

test.each(events)('the golden sample of %s is accepted and holds nothing undeclared', (name, event) => {
  const golden = read(`golden/${name}.json`);
  expect(event.schema.parse(golden)).toEqual(golden);
});

test.each(events)('%s gives the same id, key and subject for the same fact', (name, event) => {
  const facts = [read(`golden/${name}.json`), read(`golden/${name}.json`)].map((data) => ({
    id: event.id(data),
    key: event.key(data),
    subject: event.subject(data),
  }));
  expect(facts[0]).toEqual(facts[1]);
  expect(Object.values(facts[0]!).every((value) => value.length > 0)).toBe(true);
});

test('a relabelling is another event for each one that it replaces, and the same whenever it is repeated', () => {
  const event = EVENTS['feedback-classified.v1'];
  const { relabels, ...delivery } = event.schema.parse(read('golden/feedback-classified.v1.json'));
  const replacing = (replaced: string) => event.id({ ...delivery, relabels: replaced });
  const ids = [event.id(delivery), replacing(relabels!), replacing(event.id(delivery))];
  expect(new Set(ids).size).toBe(3);
  expect(replacing(relabels!)).toBe(ids[1]);
});

test('an undeclared field of a newer build is dropped, not refused', () => {
  const golden = read('golden/feedback-received.v1.json') as Record<string, unknown>;
  expect(EVENTS['feedback-received.v1'].schema.parse({ ...golden, fromTheFuture: 1 })).toEqual(golden);
});

test.each(events)('the JSON Schema of %s is up to date (npm run contracts)', (name, event) => {
  expect(read(`schemas/${name}.json`)).toEqual(JSON.parse(JSON.stringify(jsonSchemaOf(event))));
});

test('no schema is left of an event that is gone', () => {
  const files = readdirSync(join(__dirname, '../schemas')).sort();
  expect(files).toEqual(events.map(([name]) => `${name}.json`).sort());
});

test('the AsyncAPI document is up to date and valid AsyncAPI 3', () => {
  const document = read('asyncapi.json');
  expect(document).toEqual(JSON.parse(JSON.stringify(asyncApiDocument(EVENTS))));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(asyncApiSchema);
  expect([validate(document), validate.errors]).toEqual([true, null]);
});

test('each topic exists once', () => {
  const topics = allTopics().map(({ topic }) => topic);
  expect(topics).toEqual([...new Set(topics)]);
  expect(existsSync(join(__dirname, '../golden'))).toBe(true);
});
