import { faultsOf, readJsonPayload, type Format } from '@hearback/channel';
import { z } from 'zod';
import { douyinCommentSchema, sayDouyinComment } from './douyin-comment';
import { readEach } from './read-each';

/** A page of Douyin's list of comments on a video, or one comment alone. */
export const douyinComments: Format = {
  name: 'douyin-comments',
  version: 1,
  contentTypes: ['application/json'],
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const page = pageSchema.safeParse(json.value);
    if (!page.success) return { kind: 'refused', faults: faultsOf(page.error) };
    const { data, list = data?.list } = page.data;
    if (data?.error_code) return { kind: 'ignored', why: 'is the answer to a question that failed' };
    const elements = list ?? (data ? [] : [json.value]);
    return readEach({ elements, schema: douyinCommentSchema, say: (comment) => sayDouyinComment(comment, context) });
  },
};

const listSchema = z
  .array(z.unknown())
  .nullish()
  .transform((list) => list ?? undefined);
const pageSchema = z.looseObject({
  list: listSchema,
  data: z.looseObject({ list: listSchema, error_code: z.int().optional() }).optional(),
});
