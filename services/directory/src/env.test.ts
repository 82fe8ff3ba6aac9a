import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDirectoryEnv } from './env';

const given = {
  KAFKA_BROKERS: 'localhost:9092',
  DATABASE_URL: 'postgresql://localhost/hearback',
  HEARBACK_SECRET: 's'.repeat(32),
  HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: 'a long password',
  HEARBACK_BOOTSTRAP_API_KEY: 'k'.repeat(32),
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
};

test('every variable is in the README', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const names = Object.keys(readDirectoryEnv(given));
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test('a short password and a key that no header can carry are named as faults', () => {
  expect(() => readDirectoryEnv({ ...given, HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: 'short' })).toThrow(/ADMIN_PASSWORD/);
  expect(() => readDirectoryEnv({ ...given, HEARBACK_BOOTSTRAP_API_KEY: `${'k'.repeat(40)} x` })).toThrow(/API_KEY/);
});
