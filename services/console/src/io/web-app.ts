import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

// Beside this build; when the sources run (tests), what was built last.
const FOLDERS = [join(__dirname, '../web'), join(__dirname, '../../../../dist/services/console/web')];

/** The pages of the console. File names carry a hash of their content, so only index.html is asked for again. */
export async function registerWebApp(fastify: FastifyInstance): Promise<void> {
  const root = FOLDERS.find((folder) => existsSync(join(folder, 'index.html')));
  if (!root) {
    fastify.get('/', (_request, reply) =>
      reply.status(503).type('text/plain').send('The web app has not been built.\n'),
    );
    return;
  }
  await fastify.register(fastifyStatic, {
    root,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const immutable = path.startsWith(join(root, 'assets'));
      void reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
