import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillTimes, type SampleFile, type SamplePost } from './sample-set';

const FILES = ['hotline', 'app-ratings', 'web-forms', 'social'];
// deploy/local/samples, seen from the source and from the build.
const FOLDERS = ['../../samples', '../../../../deploy/local/samples'];

/** Where the samples lie. */
export function samplesFolder(): string {
  const folder = FOLDERS.map((path) => join(__dirname, path)).find((path) => existsSync(join(path, `${FILES[0]}.json`)));
  if (!folder) throw new Error('the samples (deploy/local/samples) are missing');
  return folder;
}

/** All samples that come with the product, their times counted from `now`. */
export function readSamples(now: Date): SamplePost[] {
  const folder = samplesFolder();
  return FILES.flatMap((name) => {
    const file = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as SampleFile;
    return fillTimes(file.posts, now).map((post) => ({ ...post, service: file.service }));
  });
}
