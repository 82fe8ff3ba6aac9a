import type { components, paths } from './generated/channel-web-forms';

// The same on every channel service.
type Schemas = components['schemas'];
type Answer = paths['/v1/feedback']['post']['responses'][202]['content']['application/json'];

export type Problem = Schemas['Problem'];
/** What POST /v1/feedback takes: something that was said, or that the source has deleted what it had said. */
export type FeedbackItem = Schemas['FeedbackItem'] | Schemas['DeletedItem'];
export type FeedbackAnswer = Answer;
/** What became of an accepted item: safe on Kafka under this id. */
export type AcceptedItem = Pick<Answer['accepted'][number], 'feedbackId' | 'repeatable'>;
