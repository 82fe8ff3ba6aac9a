import { fillPlaceholders, type RunFacts } from './fill-placeholders';
import type { KitCase, KitFormat } from './kit';

/**
 * The bytes that a case posts. Bytes that are no UTF-8 stay as they are, and hold no placeholders.
 * @throws Error when the kit contradicts itself
 */
export function bodyOf(format: KitFormat, given: KitCase, facts: RunFacts): Buffer {
  const { body } = given.request;
  if (body === undefined) return Buffer.alloc(0);
  if ('base64' in body) return Buffer.from(body.base64, 'base64');
  if ('like' in body) return replaced(format, { body, name: given.name }, facts);
  return filled('text' in body ? Buffer.from(body.text) : fileOf(format, body.file), facts);
}

function filled(bytes: Buffer, facts: RunFacts): Buffer {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? Buffer.from(fillPlaceholders(text, facts)) : bytes;
}

function fileOf({ format, bodies }: KitFormat, name: string): Buffer {
  const bytes = bodies.get(name);
  if (!bytes) throw new Error(`${format}: there is no bodies/${name}`);
  return bytes;
}

interface Derived {
  name: string;
  body: { like: string; replace: [string, string][] };
}

function replaced(format: KitFormat, { name, body }: Derived, facts: RunFacts): Buffer {
  const other = format.cases.find((one) => one.name === body.like);
  if (!other) throw new Error(`${format.format}, ${name}: there is no case ${body.like}`);
  let text = bodyOf(format, other, facts).toString('utf8');
  for (const [find, by] of body.replace) {
    if (!text.includes(find)) throw new Error(`${format.format}, ${name}: ${body.like} does not hold ${find}`);
    text = text.replaceAll(find, () => fillPlaceholders(by, facts));
  }
  return Buffer.from(text);
}
