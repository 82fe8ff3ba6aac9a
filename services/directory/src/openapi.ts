import { openApiDocument } from '@hearback/service';
import { DIRECTORY_ROUTES } from './openapi-routes';

/** What this service says of its HTTP interface; written to docs/openapi by `npm run contracts`. */
export const OPENAPI = openApiDocument('directory', 'Users, API keys and sources of Hearback.', DIRECTORY_ROUTES);
