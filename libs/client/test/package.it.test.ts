import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { packedClient, type PackedClient, type Ran } from './packed-client';
import { accept, json, later, problem, standIn, type StandIn } from './stand-in';

// The package as a stranger has it: packed, unpacked outside this repository, with nothing but what it depends on.
jest.setTimeout(120_000);

const ROOT = join(__dirname, '../../..');
let client: PackedClient;
let compiled: Ran;
let service: StandIn | undefined;
afterAll(() => client?.remove());
afterEach(() => service?.stop());

// What an integrator's first program does. Each line that it prints is compared below.
const BODY = `
const connection = { url: process.env.SERVICE!, apiKey: 'hbk_key', retry: { firstDelayMs: 5 } };
const sender: FeedbackSender = feedbackSender({ ...connection, source: 'boxes' });
const items: FeedbackItem[] = [
  { text: '好', rating: { stars: 5 }, author: { phone: '+85251234567' } },
  { text: 'odd' },
  { text: '排队太久', externalId: 'box-7/3' },
];
async function main(): Promise<void> {
  const outcomes = await Promise.all(
    items.map((item) =>
      sender.send(item).then(
        ({ feedbackId }: AcceptedItem) => feedbackId,
        (error: unknown) => (error instanceof ItemRefused ? error.reason : String(error)),
      ),
    ),
  );
  console.log(outcomes.join(' '));
  const lost: unknown = await sender.send({ text: 'lost' }).catch((error: unknown) => error);
  if (!(lost instanceof Undelivered)) throw new Error('not undelivered');
  const about: Problem | null = lost.problem;
  console.log(lost.status, about?.title, lost.batch.items.length);
  const [again] = await sender.post(lost.batch);
  console.log(again && 'accepted' in again ? again.accepted.feedbackId : 'not taken');
  const cases = serviceClient('cases', connection);
  const { data, error, response } = await cases.POST('/v1/cases/{caseId}/note', {
    params: { path: { caseId: 'c' } },
    body: { version: 1, text: 'n' },
  });
  const version: number | undefined = data?.version;
  console.log(response.status, version, error?.title);
  await sender.close();
}
void main();
`;
const NAMES = 'feedbackSender, ItemRefused, serviceClient, Undelivered';
const TYPES = 'type AcceptedItem, type FeedbackItem, type FeedbackSender, type Problem';
const PROGRAM = `import { ${NAMES}, ${TYPES} } from '@hearback/client';\n${BODY}`;

/** Away at first, then takes two and refuses one; then forbids one, then takes it; then knows no case, after being busy. */
function scripted() {
  const refused = [{ index: 1, reason: 'required', detail: 'text' }];
  const taken = (index: number) => ({ index, feedbackId: `f${index}`, repeatable: true });
  return standIn((call, response, index) => {
    if (index === 0) return json(response, 503, problem(503));
    if (index === 1) return json(response, 202, { accepted: [taken(0), taken(2)], refused });
    if (index === 2) return json(response, 403, problem(403, 'Not yours'));
    if (index === 3) return accept(call, response);
    return index === 4 ? later(response, 429, 1) : json(response, 404, problem(404, 'No such case'));
  });
}

const SAID = ['f0 required f2', '403 Not yours 1', 'id of {"text":"lost"}', '404 undefined No such case', ''].join(
  '\n',
);

const CONNECTION = `{ url: 'http://127.0.0.1:1', apiKey: 'k' }`;
const BAD = `import { feedbackSender, serviceClient } from '@hearback/client';
void feedbackSender(${CONNECTION}).send({ text: '好', colour: 'red' });
void serviceClient('cases', ${CONNECTION}).GET('/v1/nowhere');
void serviceClient('cases', ${CONNECTION}).POST('/v1/cases/{caseId}/note', { params: { path: { caseId: 'c' } }, body: { version: 1 } });
`;

// Once for all programs: reading the declarations takes the compiler seconds. It writes what has faults too.
beforeAll(async () => {
  client = packedClient();
  client.write('module.mts', PROGRAM);
  client.write('script.cts', PROGRAM);
  client.write('bad.mts', BAD);
  compiled = await client.compile('module.mts', 'script.cts', 'bad.mts');
});

test('its types hold in a strict program, and refuse what the service would refuse', () => {
  const faults = compiled.out.split('\n').filter((line) => /^\S/.test(line));
  expect(faults.map((line) => line.slice(0, line.indexOf(',')))).toEqual(['bad.mts(2', 'bad.mts(3', 'bad.mts(4']);
  expect(faults[0]).toContain("'colour' does not exist");
});

test.each([
  ['a module that imports', 'module.mjs'],
  ['a script that requires', 'script.cjs'],
])('it works against HTTP answers: %s', async (_name, program) => {
  service = await scripted();
  expect(await client.run(program, { SERVICE: service.url })).toEqual({ status: 0, out: SAID, err: '' });
  const [away, partly, forbidden, again, busy, command] = service.calls.map(({ url, body, headers, at }) => ({
    url,
    body,
    key: headers['idempotency-key'],
    at,
  }));
  // One request for what is sent together, the same with each attempt; another batch has another key, until it is posted again.
  expect(away).toMatchObject({ url: '/v1/feedback?source=boxes', key: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect([partly!.body, partly!.key, away!.body.trim().split('\n').length]).toEqual([away!.body, away!.key, 3]);
  expect([again!.body, again!.key]).toEqual([forbidden!.body, forbidden!.key]);
  expect(forbidden!.key).not.toBe(away!.key);
  // A command is asked again when the service said, under the key that it was given.
  expect([command!.url, command!.key]).toEqual(['/v1/cases/c/note', busy!.key]);
  expect(command!.at - busy!.at).toBeGreaterThanOrEqual(995);
  expect(service.calls).toHaveLength(6);
});

test('both ways of loading give one copy, so that an error is known by its class', async () => {
  client.write(
    'both.mjs',
    `import { createRequire } from 'node:module';
     import * as imported from '@hearback/client';
     const required = createRequire(import.meta.url)('@hearback/client');
     const same = Object.keys(required).filter((name) => required[name] === imported[name]);
     console.log(same.sort().join(' '));`,
  );
  const names =
    'DEFAULT_BATCHES DEFAULT_RETRY ItemRefused SenderClosed Undelivered Unreached feedbackSender retryAfterMs retryDelay serviceClient\n';
  expect(await client.run('both.mjs')).toEqual({ status: 0, out: names, err: '' });
});

test('the tarball has code, types, README and licence, and no more; it depends on nothing of this repository', () => {
  const { files, manifest } = client;
  const kinds = files.map((path) => path.replace(/^(generated\/)?[\w-]+\.(js|d\.ts)$/, '$1*.$2'));
  expect([...new Set(kinds)].sort()).toEqual([
    '*.d.ts',
    '*.js',
    'LICENSE',
    'README.md',
    'generated/*.d.ts',
    'generated/*.js',
    'package.json',
  ]);
  expect(files.filter((path) => path.includes('test'))).toEqual([]);
  expect(manifest).toMatchObject({
    name: '@hearback/client',
    license: 'Apache-2.0',
    type: 'commonjs',
    main: './index.js',
    types: './index.d.ts',
    engines: { node: expect.stringMatching(/^>=20/) },
    dependencies: { 'openapi-fetch': expect.stringMatching(/^\d/) },
  });
  expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['private']));
  expect(Object.keys(manifest.dependencies as object)).toEqual(['openapi-fetch']);
});

test('documents and types in the repository are those of the built services (npm run contracts)', () => {
  expect(execFileSync(process.execPath, [join(ROOT, 'libs/client/scripts/generate.mjs'), '--check'])).toHaveLength(0);
});
