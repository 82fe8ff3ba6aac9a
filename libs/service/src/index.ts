export { ProblemError, problemOf, sendProblem } from './problem-error';
export { startService, type RunningService, type ServiceOptions } from './start-service';
export { SERVICE_PARTS, type ServicePart } from './service-part';
export { runAsProcess } from './run-as-process';
export { openApiDocument, type OpenApiDocument, type OpenApiRoute } from './openapi-document';
export { SERVICE_VERSION } from './service-version';
