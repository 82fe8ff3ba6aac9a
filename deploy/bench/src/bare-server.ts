import Fastify from 'fastify';

/**
 * The ceiling of (a): a Fastify server that parses nothing but JSON and answers 202 without Kafka, keys, signatures or rules.
 * Prints its address on its own line; ends with its parent.
 */
async function main(): Promise<void> {
  const server = Fastify({ bodyLimit: 4_194_304 });
  for (const path of ['/v1/feedback', '/v1/hooks/:sourceId'])
    server.post(path, (_request, reply) => reply.status(202).send({ accepted: [], refused: [] }));
  await server.listen({ host: '127.0.0.1', port: 0 });
  process.stdout.write(`listening ${(server.server.address() as { port: number }).port}\n`);
  process.on('disconnect', () => process.exit(0));
}

void main();
