/** The text at a path of a JSON body, where a list says how it continues; null when there is none. */
export function nextAt(body: Buffer, path: readonly string[]): string | null {
  const next = path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), parsed(body));
  return typeof next === 'string' && next !== '' ? next : null;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
