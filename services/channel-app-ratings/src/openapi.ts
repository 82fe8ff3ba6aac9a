import { channelOpenApi } from '@hearback/channel';
import { appRatings } from './app-ratings';

/** What this service says of its HTTP interface; written to docs/openapi by `npm run contracts`. */
export const OPENAPI = channelOpenApi(appRatings(undefined));
