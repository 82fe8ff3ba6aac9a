import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '@hearback/contracts';
import type { KitFormat } from './domain/conformance/kit';
import { KIT_SCHEMAS } from './domain/conformance/kit-schemas';
import { planChecks } from './domain/conformance/plan-checks';
import { KIT_FOLDER, readKit } from './io/read-kit';

const ROOT = join(__dirname, '../../..');
const kit = readKit(KIT_FOLDER);
const ofKit = (test: (format: KitFormat) => void) => kit.forEach(test);

/** What every format must show, or say why it cannot. */
const NEEDED = ['sample', 'emoji', 'missing-field', 'wrong-clock', '64-bit-id', 'json-in-string'] as const;

test('every format that a source may have is in the kit, with its channel and its proof', () => {
  expect(kit.map(({ format }) => format).sort()).toEqual(Object.keys(FORMATS).sort());
  ofKit(({ format, channel, signing }) => {
    const proof = ['address', 'bearer'].includes(signing.scheme) ? signing.scheme : 'signature';
    expect([format, proof, FORMATS[format]!.channels.includes(channel)]).toEqual([
      format,
      FORMATS[format]!.proof,
      true,
    ]);
  });
});

test.each(kit.map((format) => [format.format, format] as const))(
  '%s shows every hostile kind, or says why it has none',
  (_name, { cases, without }) => {
    const shown = new Set<string>(cases.flatMap(({ shows }) => shows));
    expect(NEEDED.filter((kind) => !shown.has(kind) && without[kind] === undefined)).toEqual([]);
  },
);

test('cases are unlike each other, every body is used, and everything can be built', () => {
  ofKit((format) => {
    const used = new Set(format.cases.flatMap(({ request: { body } }) => (body && 'file' in body ? [body.file] : [])));
    expect([format.format, [...format.bodies.keys()].filter((name) => !used.has(name))]).toEqual([format.format, []]);
    const facts = { now: new Date('2026-03-01T00:00:00Z'), unique: 'u', secret: 's'.repeat(32) };
    const names = planChecks(format, new URL('https://bank.example/v1/hooks/a'), facts).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

test('the JSON Schemas are those of the command', () => {
  for (const [name, schema] of Object.entries(KIT_SCHEMAS))
    expect(JSON.parse(readFileSync(join(KIT_FOLDER, 'schema', name), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
});

// The kit stands alone, so it has copies; one that has grown old would test what no longer is.
test.each(kit.map((format) => [format.format, format] as const))(
  'every sample of %s is in the kit, byte for byte',
  (name, { bodies, cases }) => {
    const kept = [...bodies.values()];
    const missing = samplesOf(name).filter((file) => !kept.some((bytes) => bytes.equals(readFileSync(file))));
    expect(missing.map((file) => file.slice(ROOT.length + 1))).toEqual(NOT_POSTED[name] ?? []);
    expect(cases.length).toBeGreaterThan(0);
  },
);

/** Samples that are no bodies: fields of a multipart body, and what a vendor answers when it is asked. */
const NOT_POSTED: Record<string, string[]> = {
  'amazon-connect': ['describe-contact', 'search-contacts'].map(
    (name) => `services/channel-hotline/samples/amazon-connect/${name}.json`,
  ),
  // A batch file, which POST /v1/files takes.
  'complaint-site': ['services/channel-social/samples/complaint-site/export.csv'],
  'douyin-webhook': ['services/channel-social/samples/douyin-webhook/list.json'],
  jotform: ['push-traditional', 'submission-english'].map(
    (name) => `services/channel-web-forms/samples/jotform/${name}.json`,
  ),
  meltwater: ['services/channel-social/samples/meltwater/search.json'],
  // The second is the first in the words of pushes, of which each would tell of one mention.
  youscan: ['list-as-pushed', 'list'].map((name) => `services/channel-social/samples/youscan/${name}.json`),
};

function samplesOf(format: string): string[] {
  const services = readdirSync(join(ROOT, 'services')).filter((name) => name.startsWith('channel-'));
  const folders = [
    ...services.map((name) => join(ROOT, 'services', name, 'samples')),
    join(ROOT, 'libs/channel/src/formats/samples'),
  ];
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (entry.isFile()) return entry.name.startsWith(`${format}-`) ? [join(folder, entry.name)] : [];
      return entry.name === format ? readdirSync(join(folder, format)).map((file) => join(folder, format, file)) : [];
    }),
  );
}
