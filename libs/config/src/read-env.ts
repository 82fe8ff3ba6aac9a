import type { z } from 'zod';

/** The environment is not usable; the message names every fault at once, so that one start shows them all. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads and checks the environment once. An empty value counts as absent. Values are never part of the message, because
 * a secret may be among them.
 * @throws ConfigurationError naming each variable that is missing or malformed, and what was expected of it
 */
export function readEnv<S extends z.ZodObject>(schema: S, env: Record<string, string | undefined>): z.output<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `  ${name}: ${given[name] === undefined ? 'is not set' : issue.message}`;
  });
  throw new ConfigurationError(`The environment is not usable:\n${faults.join('\n')}`);
}
