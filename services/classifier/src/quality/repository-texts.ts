import { join } from 'node:path';
import type { Example } from '../train/example';
import { isHeldOut } from '../train/held-out';
import { readExamples } from '../train/read-examples';

/** As far above the sources as above the build. */
export const REPOSITORY = join(__dirname, '../../../..');
export const CORPUS = join(REPOSITORY, 'services/classifier/corpus');
export const RESULTS_FILE = join(REPOSITORY, 'services/classifier/quality/results.json');

/** The texts of the corpus that no model is trained on. */
export function readHeldOutCorpus(): Example[] {
  const { sources } = readExamples(CORPUS);
  return sources.flatMap(({ examples }) => examples).filter(({ text }) => isHeldOut(text));
}
