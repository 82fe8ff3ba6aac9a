import type { Format } from '@hearback/channel';
import { formbricks } from './formbricks';
import { jotform } from './jotform';
import { surveymonkey } from './surveymonkey';
import { typeform } from './typeform';

/** Every outside format that this channel understands. A new one is its own file beside this, and a name in this list. */
export const FORMATS: readonly Format[] = [typeform, surveymonkey, jotform, formbricks];
