/**
 * JSON with the keys of every object in the order of their UTF-16 units and no space (the rules of RFC 8785 for what is used here:
 * strings, whole numbers, true, false, null, lists, objects). Two programs that mean the same write the same bytes.
 * Members that are undefined are left out.
 * @throws TypeError for a number that is not a safe whole one: its text would depend on the program
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return wholeNumber(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`no canonical JSON for a ${typeof value}`);
  return objectJson(value as Record<string, unknown>);
}

function objectJson(value: Record<string, unknown>): string {
  let json = '';
  for (const key of Object.keys(value).sort()) {
    if (value[key] === undefined) continue;
    json += `${json === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key])}`;
  }
  return `{${json}}`;
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`no canonical JSON for the number ${value}`);
  return String(value === 0 ? 0 : value);
}
