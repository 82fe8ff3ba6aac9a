import { openApiDocument } from '@hearback/service';
import { CASES_ROUTES } from './openapi-routes';

/** What this service says of its HTTP interface; written to docs/openapi by `npm run contracts`. */
export const OPENAPI = openApiDocument(
  'cases',
  'What became of each feedback, and the cases from registration on.',
  CASES_ROUTES,
);
