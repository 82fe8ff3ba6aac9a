import { channelOpenApi } from '@hearback/channel';
import { HOTLINE } from './hotline';

/** What this service says of its HTTP interface; written to docs/openapi by `npm run contracts`. */
export const OPENAPI = channelOpenApi(HOTLINE);
