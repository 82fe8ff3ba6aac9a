import type { Format } from '@hearback/channel';
import { googlePlayReviews } from './google-play-reviews';

/** Every outside format that this channel understands. A new one is its own file beside this, and a name in this list. */
export const FORMATS: readonly Format[] = [googlePlayReviews];
