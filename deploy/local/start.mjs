// `npm start`: makes the checkout ready, then hands over to the compiled launcher in the same process.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bringServers, build, checkNode, endChildren, installPackages, Plain, ROOT } from './prepare.mjs';

const say = (line) => console.log(line);
const giveUp = () => {
  endChildren();
  process.exit(130);
};

try {
  checkNode();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, giveUp);
  const installed = installPackages(say).then(() => build(say));
  await Promise.all([installed, bringServers(say)]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, giveUp);
  const { main } = createRequire(import.meta.url)(join(ROOT, 'dist', 'deploy', 'local', 'main.js'));
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  endChildren();
  console.error(error instanceof Plain ? `\n${error.message}` : error);
  process.exit(1);
}
