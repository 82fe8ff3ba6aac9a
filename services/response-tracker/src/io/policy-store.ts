import type { Pool, PoolClient } from '@hearback/postgres';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { policySchema, type Policy, type PolicyInForce } from '../domain/policy';

const SHIPPED = join(__dirname, '..', 'policy', 'bank-promise.json');

/** The policy that this process shall put in force. @throws Error naming the file and every fault in it */
export async function readPolicyFile(file: string = SHIPPED): Promise<Policy> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`HEARBACK_POLICY: ${file} cannot be read`, { cause: error });
  });
  const result = policySchema.safeParse(parseJson(content, file));
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.') || '(file)'}: ${issue.message}`);
  throw new Error(`HEARBACK_POLICY: ${file} is not a policy:\n${faults.join('\n')}`);
}

function parseJson(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Error(`HEARBACK_POLICY: ${file} is not JSON`, { cause: error });
  }
}

/**
 * Puts a policy in force from now on, unless it is already; the very first holds for all time before as well. Promises
 * that have started keep their terms.
 * @throws Error when the version is known with other terms: a version never changes its meaning
 */
export async function putPolicyInForce(pool: Pool, policy: Policy): Promise<void> {
  const { rows } = await pool.query<{ version: string; document: unknown }>(
    'select version, document from policy order by applies_from desc',
  );
  const known = rows.find((row) => row.version === policy.version);
  if (known && !isDeepStrictEqual(terms(known.document), terms(policy)))
    throw new Error(`policy ${policy.version} is in force with other terms; give the changed policy a new version`);
  if (rows[0]?.version === policy.version) return;
  const appliesFrom = rows.length === 0 ? `'epoch'::timestamptz` : `date_trunc('milliseconds', now())`;
  await pool.query(
    `insert into policy (applies_from, version, document) values (${appliesFrom}, $1, $2) on conflict do nothing`,
    [policy.version, JSON.stringify(policy)],
  );
}

function terms(document: unknown): unknown {
  return (document as Partial<Policy>).firstReply;
}

/** Every policy there was, by time. */
export async function readPolicies(client: Pick<PoolClient, 'query'>): Promise<PolicyInForce[]> {
  const { rows } = await client.query<{ applies_from: Date; document: unknown }>(
    'select applies_from, document from policy order by applies_from',
  );
  return rows.map((row) => ({ appliesFrom: row.applies_from, policy: policySchema.parse(row.document) }));
}
