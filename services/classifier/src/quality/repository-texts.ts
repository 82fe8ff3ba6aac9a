import { join } from 'node:path';
import type { Example } from '../train/example';
import { isSetApart } from '../train/held-out';
import { readExamples } from '../train/read-examples';

/** As far above the sources as above the build. */
export const REPOSITORY = join(__dirname, '../../../..');
export const CORPUS = join(REPOSITORY, 'services/classifier/corpus');
export const CONTRAST_FILE = join(REPOSITORY, 'services/classifier/quality/contrast-pairs.jsonl');
export const RESULTS_FILE = join(REPOSITORY, 'services/classifier/quality/results.json');

/** The texts of the corpus that no model is trained on; pairs are apart, since they were made to be hard. */
export function readHeldOutCorpus(): { texts: Example[]; pairs: Example[] } {
  const { sources } = readExamples(CORPUS);
  const heldOut = sources.flatMap(({ examples }) => examples).filter(isSetApart);
  return { texts: heldOut.filter(({ pair }) => !pair), pairs: heldOut.filter(({ pair }) => pair) };
}
