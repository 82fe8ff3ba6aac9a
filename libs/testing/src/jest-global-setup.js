// Runs before Jest can compile anything, so it uses the built launcher. Finds the servers in design.md's order:
// the environment, containers when asked for, otherwise real servers of this run's own that end with it.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const LAUNCHER = join(__dirname, '..', '..', '..', 'dist', 'deploy', 'local', 'index.js');

module.exports = async () => {
  const { KAFKA_BROKERS, DATABASE_URL, REDIS_URL } = process.env;
  if (KAFKA_BROKERS && DATABASE_URL && REDIS_URL) return;
  if (!existsSync(LAUNCHER))
    throw new Error('The launcher of the test servers is not built: run `npm run build` first.');
  const { startTestServers } = require(LAUNCHER);
  const servers = await startTestServers(process.env);
  process.env.KAFKA_BROKERS = servers.kafkaBrokers;
  process.env.DATABASE_URL = servers.databaseUrl;
  process.env.REDIS_URL = servers.redisUrl;
  globalThis.hearbackTestServers = servers;
};
