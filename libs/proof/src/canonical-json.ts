/**
 * JSON with the keys of every object in the order of their UTF-16 units and no space (the rules of RFC 8785 for what is used here:
 * strings, whole numbers, true, false, null, lists, objects). Two programs that mean the same write the same bytes.
 * Members that are undefined are left out.
 * @throws TypeError for a number that is not a safe whole one: its text would depend on the program
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return wholeNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : objectJson(value);
    default:
      throw new TypeError(`no canonical JSON for a ${typeof value}`);
  }
}

function objectJson(value: object): string {
  const members = value as Record<string, unknown>;
  let json = '';
  for (const key of Object.keys(members).sort()) {
    if (members[key] === undefined) continue;
    json += `${json === '' ? '' : ','}${quoted(key)}:${canonicalJson(members[key])}`;
  }
  return `{${json}}`;
}

// Everything that JSON escapes, and every half of a character, which it escapes only where the other half is missing.
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

// Most texts are ids and times; asking first is several times as fast as JSON.stringify for each of them.
function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`no canonical JSON for the number ${value}`);
  return String(value === 0 ? 0 : value);
}
