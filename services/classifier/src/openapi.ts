import { openApiDocument } from '@hearback/service';
import { CLASSIFIER_ROUTES } from './openapi-routes';

/** What this service says of its HTTP interface; written to docs/openapi by `npm run contracts`. */
export const OPENAPI = openApiDocument(
  'classifier',
  'Says what a feedback is about and how soon it needs a person.',
  CLASSIFIER_ROUTES,
);
