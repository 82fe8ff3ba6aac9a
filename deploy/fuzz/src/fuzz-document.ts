import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOutput } from './read-output';

// What a document promises: no 5xx, and no status, media type, header or body that it does not name.
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 60);

export interface FuzzOptions {
  /** Path of schemathesis. */
  program: string;
  /** Where files may be written. */
  folder: string;
  service: string;
  /** Put into the address of hooks, which random ids never reach. */
  sourceId: string | undefined;
  url: string;
  token: string;
}

export interface FuzzResult {
  service: string;
  sourceId: string | undefined;
  /** Requests sent. */
  cases: number;
  /** Each as schemathesis words it, with the request that shows it. */
  faults: string[];
}

/** Sends what a service's OpenAPI document allows, and what it does not, and compares the answers with the document. */
export async function fuzzDocument(options: FuzzOptions): Promise<FuzzResult> {
  const { folder, service, sourceId } = options;
  const name = sourceId ? `${service}-hooks` : service;
  const config = join(folder, `${name}.toml`);
  writeFileSync(config, configOf(options));
  const child = spawn(
    options.program,
    [
      ...['--no-color', '--config-file', config, 'run', `${options.url}/openapi.json`, '--checks', CHECKS.join(',')],
      ...['--continue-on-failure', '--max-time', String(SECONDS)],
      ...(sourceId ? ['--include-path-regex', '/v1/hooks/'] : []),
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const result = readOutput(await text(child.stdout));
  if (!result) throw new Error(`schemathesis could not do its work at ${service}`);
  return { service, sourceId, ...result };
}

function configOf({ sourceId, token }: FuzzOptions): string {
  const path = sourceId
    ? `\n[[operations]]\ninclude-path-regex = "/v1/hooks/"\nparameters = { "path.sourceId" = "${sourceId}" }\n`
    : '';
  return `headers = { Authorization = "Bearer ${token}" }\n${path}`;
}
