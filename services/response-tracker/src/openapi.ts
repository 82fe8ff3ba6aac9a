import { openApiDocument } from '@hearback/service';
import { RESPONSE_ROUTES } from './openapi-routes';

/** What this service says of its HTTP interface; written to docs/openapi by `npm run contracts`. */
export const OPENAPI = openApiDocument(
  'response-tracker',
  'The promises: 24-hour clocks, their warnings and breaches, and the response rate.',
  RESPONSE_ROUTES,
);
