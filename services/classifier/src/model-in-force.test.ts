import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@hearback/testing';
import { encodeModel } from './domain/model/model-format';
import { shippedModel } from './domain/model/shipped-model';
import { followModel } from './model-in-force';

const INPUT = { text: '手机银行闪退', language: 'zh', script: 'Hans' } as const;

test('a new model file is put in force, and a broken one is refused while the model before it stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'));
  const file = join(folder, 'in-force.model');
  const logged: string[] = [];
  const logger = { info: () => {}, error: (_: unknown, text: string) => logged.push(text) };
  writeFileSync(file, encodeModel(versioned('model-a')));
  const inForce = await followModel({ file, logger: logger as never, everyMs: 5 });
  const version = () => inForce.classify(INPUT).modelVersion;
  expect(version()).toMatch(/\+model-a$/);

  writeFileSync(file, encodeModel(versioned('model-b')));
  await eventually(() => expect(version()).toMatch(/\+model-b$/), 5_000);

  const broken = encodeModel(versioned('model-c'));
  broken[broken.length - 5]! ^= 1;
  writeFileSync(file, broken);
  await eventually(() => expect(logged).toEqual([expect.stringContaining('refused')]), 5_000);
  expect(version()).toMatch(/\+model-b$/);

  await inForce.stop();
  rmSync(folder, { recursive: true });
});

test('a service does not start on a broken file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'));
  const file = join(folder, 'broken.model');
  writeFileSync(file, 'no model');
  await expect(followModel({ file, logger: console as never })).rejects.toThrow('its first line is no JSON header');
  rmSync(folder, { recursive: true });
});

function versioned(version: string) {
  const model = shippedModel();
  return { ...model, header: { ...model.header, version } };
}
