import { isUtf8 } from 'node:buffer';
import { multipartFields } from './multipart-fields';

/** What was typed, by the name of its field; the first value of a name counts. */
export type FormFields = ReadonlyMap<string, string>;

/** The media types that browsers send forms in. */
export const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'] as const;

/** The fields of a posted form, or null when the bytes are none: another media type, not UTF-8, or broken. */
export function formFields(bytes: Buffer, contentType: string | undefined): FormFields | null {
  const [type, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) return null;
  if (type === 'multipart/form-data') {
    const parts = multipartFields(bytes, contentType ?? '');
    return parts && firstOf(parts.map(({ name, value }) => [name, value]));
  }
  if (type !== 'application/x-www-form-urlencoded' || !isUtf8(bytes)) return null;
  return firstOf([...new URLSearchParams(bytes.toString('utf8'))]);
}

function firstOf(pairs: [string, string][]): FormFields {
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) if (!fields.has(name)) fields.set(name, value);
  return fields;
}
