import { channelOpenApi } from '@hearback/channel';
import { WEB_FORMS } from './web-forms';

/** What this service says of its HTTP interface; written to docs/openapi by `npm run contracts`. */
export const OPENAPI = channelOpenApi(WEB_FORMS);
