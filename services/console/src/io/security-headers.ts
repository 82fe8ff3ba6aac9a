import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const SELF = ["'self'"];
const APP_POLICY = {
  'default-src': SELF,
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': SELF,
  'frame-ancestors': ["'none'"],
};
// Swagger's page carries its style sheet inline; its scripts are files.
const DOCS_POLICY = { ...APP_POLICY, 'style-src': ["'self'", "'unsafe-inline'"] };
const DOCS_PAGE = /^(\/api\/[^/]+)?\/docs(\/|$|\?)/;

/** Security headers on every answer. The policy allows no inline script or style and nothing from elsewhere. */
export async function registerSecurityHeaders(fastify: FastifyInstance): Promise<void> {
  await fastify.register(helmet, { global: false });
  const options = (directives: Record<string, string[]>) => ({
    contentSecurityPolicy: { useDefaults: false, directives },
    // Whether everything is reached by TLS is for the proxy in front to know.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' as const },
  });
  const app = options(APP_POLICY);
  const docs = options(DOCS_POLICY);
  fastify.addHook('onRequest', async (request, reply) => {
    await reply.helmet(DOCS_PAGE.test(request.url) ? docs : app);
  });
}
