// What a format is told by its source, so that people need not look it up; docs: the channels' READMEs. A format that is not
// known here yet can be given settings by their names all the same.

export interface FormatNeeds {
  settings: readonly string[];
  credentials: readonly string[];
  /** Its vendor is asked; with `pushes` it posts as well. */
  asks?: boolean;
  pushes?: boolean;
  /** Its fields differ from customer to customer: the mapping says which is which. */
  mapped?: boolean;
}

const STORE = { asks: true, pushes: false } as const;
const OFFICIAL = ['officialAccounts'] as const;

const NEEDS: Readonly<Record<string, FormatNeeds>> = {
  'amazon-connect': {
    settings: ['region', 'instanceId', 'contactLens'],
    credentials: ['accessKeyId', 'secretAccessKey'],
  },
  'google-play-reviews': { settings: ['packageName'], credentials: ['clientEmail', 'privateKey'], ...STORE },
  'app-store-connect': {
    settings: ['appId', 'lookBackDays'],
    credentials: ['issuer', 'keyId', 'privateKey'],
    ...STORE,
  },
  'app-store-rss': { settings: ['appId', 'country', 'lookBackDays'], credentials: [], ...STORE },
  'appgallery-reviews': {
    settings: ['appId', 'platform', 'countries', 'language', 'lookBackDays'],
    credentials: ['clientId', 'clientSecret'],
    ...STORE,
  },
  'cloud-events': { settings: ['allowedOrigins'], credentials: [] },
  'douyin-comments': {
    settings: ['openId', 'itemIds', 'lookBackMinutes', ...OFFICIAL],
    credentials: ['token'],
    asks: true,
    pushes: false,
  },
  'douyin-webhook': { settings: ['openId', 'itemIds', 'lookBackMinutes', ...OFFICIAL], credentials: ['token'] },
  formbricks: { settings: ['surveyId'], credentials: ['apiKey'], mapped: true },
  'genesys-cloud': { settings: [], credentials: ['clientId', 'clientSecret', 'token'] },
  jotform: { settings: ['formId'], credentials: ['apiKey'], mapped: true },
  'mastodon-status': {
    settings: ['baseUrl', 'hashtags', 'mentions', 'visibility', ...OFFICIAL],
    credentials: ['token'],
    asks: true,
    pushes: true,
  },
  meltwater: { settings: ['searchId', 'companyId', 'lookBackMinutes', ...OFFICIAL], credentials: ['apiKey'] },
  'meta-comments': {
    settings: ['verifyToken', 'pageId', 'instagramId', 'lookBackDays', ...OFFICIAL],
    credentials: ['token'],
  },
  'rss-atom': { settings: ['baseUrl', 'path', ...OFFICIAL], credentials: ['token'], asks: true, pushes: false },
  surveymonkey: { settings: ['surveyId'], credentials: ['token'], mapped: true },
  typeform: { settings: ['formId'], credentials: ['token'] },
  weibo: { settings: ['lists', ...OFFICIAL], credentials: ['token'], asks: true, pushes: false },
  'x-filtered-stream': { settings: ['rule', 'query', ...OFFICIAL], credentials: ['token'] },
  youscan: { settings: ['topicIds', 'lookBackDays', ...OFFICIAL], credentials: ['apiKey'] },
};

/** Every format that is described here. */
export const DESCRIBED_FORMATS: readonly string[] = Object.keys(NEEDS);

/** Understood whatever the format: replies by webhook, the vendor's address, how often it is asked. */
export const COMMON_SETTINGS: readonly string[] = ['replyUrl', 'baseUrl', 'proxy', 'pollSeconds', 'reconcile'];
export const COMMON_CREDENTIALS: readonly string[] = ['replySecret'];

/** What a format needs; of an unknown one nothing is asked by name. */
export function needsOf(format: string | undefined): FormatNeeds {
  return (format === undefined ? undefined : NEEDS[format]) ?? { settings: [], credentials: [], mapped: true };
}

/** Hearback's fields that a mapping may name; `attributes.<name>` beside them. */
export const MAPPED_FIELDS: readonly string[] = [
  'text',
  'title',
  'rating.stars',
  'author.name',
  'author.phone',
  'author.email',
  'author.customerNumber',
  'branch',
  'region',
  'language',
];
