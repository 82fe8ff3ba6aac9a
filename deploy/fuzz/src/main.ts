import { startSystem, type RunningSystem } from '@hearback/local';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzzDocument, type FuzzResult } from './fuzz-document';
import { installSchemathesis } from './install-schemathesis';
import { passesOf } from './passes';

/** Fuzzes every service's OpenAPI document on a throw-away system; exit code 1 when one was not true. */
async function main(only: string[]): Promise<number> {
  const program = await installSchemathesis();
  console.log('starting all services with empty servers …');
  const system = await startSystem({
    processes: false,
    env: { LOG_LEVEL: 'warn', SOURCE_ITEMS_PER_SECOND: '1000000' },
  });
  const folder = mkdtempSync(join(tmpdir(), 'hearback-fuzz-'));
  try {
    const admin = await signIn(system);
    const results: FuzzResult[] = [];
    for (const { service, sourceId } of passesOf(only)) {
      const token = service === 'directory' ? admin : system.apiKey;
      const result = await fuzzDocument({ program, folder, service, sourceId, url: system.urls[service], token });
      tell(result);
      results.push(result);
    }
    return results.every(({ faults }) => faults.length === 0) ? 0 : 1;
  } finally {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A session of the administrator, who may do what no API key may. */
async function signIn({ urls, adminPassword }: RunningSystem): Promise<string> {
  const answer = await fetch(`${urls.directory}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'admin', password: adminPassword }),
  });
  if (!answer.ok) throw new Error(`the administrator could not sign in: ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}

function tell({ service, sourceId, cases, faults }: FuzzResult): void {
  const of = sourceId ? ` (hooks of ${sourceId})` : '';
  console.log(`${service}${of}: ${cases} requests, ${faults.length === 0 ? 'no fault' : `${faults.length} faults`}`);
  for (const fault of faults) console.log(fault.replace(/^/gm, '    '));
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
