/**
 * Which error, without what it may quote: class, code (SQLSTATE, errno) and the line that threw. Messages of drivers
 * and parsers repeat their input, and that may be a customer's words.
 */
export function describeError(error: unknown): { error: string; at?: string | undefined } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  const coded = typeof code === 'string' || typeof code === 'number' ? ` ${String(code).slice(0, 32)}` : '';
  const frame = /^\s+at (.+)$/m.exec(error.stack ?? '')?.[1];
  return { error: error.name + coded, at: frame?.replace(/\(?(?:file:\/\/)?\/.*\/([^/]+\/[^/]+)$/, '($1') };
}
