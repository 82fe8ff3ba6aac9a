import { faultsOf, readJsonPayload, type Format } from '@hearback/channel';
import { z } from 'zod';
import { htmlToText } from './html-to-text';
import { readEach, type Said } from './read-each';
import { filled, presentFields, unixTime, vendorId } from './vendor-fields';

/**
 * Complaints that a vendor or a file brings from a site such as 黑猫投诉, with that site's fields; nothing is fetched from
 * the site. A complaint alone, a list, or a list under `complaints`, `list` or `data`, each with its fields in `main` or bare.
 */
export const complaintSite: Format = {
  name: 'complaint-site',
  version: 2,
  contentTypes: ['application/json'],
  secretAddress: true,
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    if (Array.isArray(json.value)) return readComplaints(json.value);
    const page = pageSchema.safeParse(json.value);
    if (!page.success) return { kind: 'refused', faults: faultsOf(page.error) };
    const { complaints, list, data } = page.data;
    return readComplaints(complaints ?? list ?? data ?? [json.value]);
  },
};

const pageSchema = z.looseObject({
  complaints: z.array(z.unknown()).optional(),
  list: z.array(z.unknown()).optional(),
  data: z.array(z.unknown()).optional(),
});
const text = z.string().nullish();
const mainSchema = z.looseObject({
  sn: vendorId,
  title: text,
  summary: z.string(),
  appeal: text,
  timestamp: unixTime,
  cou_name: text,
  status_name: text,
  url: text,
});
const complaintSchema = z.preprocess(
  (given) => (isObject(given) && !('main' in given) ? { main: given } : given),
  z.looseObject({
    main: mainSchema,
    author: z.looseObject({ title: text, name: text }).nullish(),
  }),
);

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readComplaints(elements: readonly unknown[]) {
  return readEach({ elements, schema: complaintSchema, say: sayOf });
}

/** The number of a complaint is for ever; its state changes without new words, so it is an attribute. */
function sayOf({ main, author }: z.output<typeof complaintSchema>): Said {
  const title = main.title ? htmlToText(main.title) : '';
  return {
    kind: 'item',
    item: {
      value: presentFields({
        externalId: main.sn,
        title: title || undefined,
        // Some lists cut the story away and leave the title alone.
        text: htmlToText(main.summary) || title,
        occurredAt: main.timestamp,
        url: main.url ? main.url.replace(/^\/\//, 'https://') : undefined,
        // A nickname is nobody's identity.
        author: filled({ name: author?.name || author?.title }),
        attributes: filled({ appeal: main.appeal, company: main.cou_name, state: main.status_name }),
      }),
    },
  };
}
