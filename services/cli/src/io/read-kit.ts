import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@hearback/config';
import { z } from 'zod';
import { caseSchema, formatSchema, type KitFormat } from '../domain/conformance/kit';

/** The kit of this checkout, which `--kit` replaces. */
export const KIT_FOLDER = join(__dirname, '../../../../conformance');

/**
 * Reads every format of a kit's folder, in the order of their names.
 * @throws ConfigurationError naming the file and field that does not fit
 */
export function readKit(folder: string): KitFormat[] {
  const formats = join(folder, 'formats');
  if (!existsSync(formats))
    throw new ConfigurationError(`${formats}: there is no conformance kit; --kit <folder> says where it is`);
  return readdirSync(formats)
    .sort()
    .map((name) => readFormat(join(formats, name)));
}

function readFormat(folder: string): KitFormat {
  const format = readJson(join(folder, 'format.json'), formatSchema);
  const cases = namesIn(join(folder, 'cases')).map((file) => ({
    name: file.replace(/\.json$/, ''),
    ...readJson(join(folder, 'cases', file), caseSchema),
  }));
  const bodies = namesIn(join(folder, 'bodies')).map(
    (file) => [file, readFileSync(join(folder, 'bodies', file))] as const,
  );
  return { ...format, cases, bodies: new Map(bodies) };
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function readJson<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(`${file}: ${z.prettifyError(parsed.error)}`);
}
