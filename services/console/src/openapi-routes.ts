import { SERVICES } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';

const doors = Object.values(SERVICES).flatMap(({ frontDoor }) => (frontDoor === null ? [] : [frontDoor]));

/** The console adds no interface of its own: it forwards. Each service describes itself at /api/<name>/docs. */
export const CONSOLE_ROUTES: readonly OpenApiRoute[] = doors.map((name) => ({
  method: 'get' as const,
  path: `/api/${name}/{path}`,
  summary: `Every method and path of the service: see /api/${name}/docs`,
  parameters: [{ name: 'path', in: 'path' as const, description: 'Path of the service, for instance v1/…' }],
  responses: {
    200: { description: "The service's own answer" },
    502: { description: 'The service broke off without an answer; it may have acted' },
    503: { description: 'The service cannot be reached now; nothing happened' },
    504: { description: 'The service did not answer in time; it may have acted' },
  },
}));
