import { startSystem, type RunningSystem } from '@hearback/local';
import { join } from 'node:path';
import { startChildServer } from './child-server';
import { measureFlow, type FlowResult } from './flow';
import { intakeRound } from './intake';
import { ownPosts, signedForms, type IntakePost } from './intake-posts';
import { median } from './statistics';
import { benchTracker } from './tracker/tracker';
import { NEW_CLOCKS, NEW_PLAIN_CLOCKS, watchVisible } from './watch-visible';

// Everything shares the machine's cores: load, bare server, services, Kafka, PostgreSQL and Redis. Read the ratios.
const ROUNDS = 5;
const WARM_UP_ROUNDS = 4;
const FLOW_SECONDS = 20;
const PER_POST = 20;
const FORMS = 'web-forms-typeform';

/** The whole benchmark, or with `intake` its part (a) alone. */
async function main(part?: string): Promise<void> {
  console.log('starting all services as processes, with empty servers …');
  const system = await startSystem({ processes: true, env: { LOG_LEVEL: 'warn', SOURCE_ITEMS_PER_SECOND: '1000000' } });
  try {
    if (part !== 'intake') {
      await flow(system);
      await plainFlow(system);
    }
    await intake(system);
  } finally {
    await system.stop();
  }
}

async function flow(system: RunningSystem): Promise<void> {
  console.log(`\n(b) post to visible case and clock, ${PER_POST} a post, open loop, ${FLOW_SECONDS} s each`);
  const watch = await watchVisible(system.servers.databaseUrl, NEW_CLOCKS);
  const url = system.urls['channel-web-forms'];
  const run = (eventsPerSecond: number, seconds: number, seed: number) =>
    measureFlow({ url, apiKey: system.apiKey, eventsPerSecond, seconds, perPost: PER_POST, seed }, watch);
  await run(300, 15, 1); // warm-up, not reported
  for (const [index, rate] of [250, 500, 1_000].entries())
    printFlow('hearback', await run(rate, FLOW_SECONDS, 10 + index));
  printFlow('hearback, all at once', await run(20_000, 1, 20));
  await watch.stop();
}

async function plainFlow(system: RunningSystem): Promise<void> {
  const plain = await startChildServer(join(__dirname, 'plain-pipeline.js'), {
    ...process.env,
    KAFKA_BROKERS: system.servers.kafkaBrokers,
    DATABASE_URL: system.servers.databaseUrl,
    REDIS_URL: system.servers.redisUrl,
  });
  const watch = await watchVisible(system.servers.databaseUrl, NEW_PLAIN_CLOCKS);
  const options = { url: plain.url, apiKey: system.apiKey, perPost: PER_POST };
  await measureFlow({ ...options, eventsPerSecond: 200, seconds: 3, seed: 1 }, watch);
  printFlow(
    'plain pipeline',
    await measureFlow({ ...options, eventsPerSecond: 300, seconds: FLOW_SECONDS / 2, seed: 30 }, watch),
  );
  printFlow(
    'plain, all at once',
    await measureFlow({ ...options, eventsPerSecond: 20_000, seconds: 0.3, seed: 31 }, watch),
  );
  await watch.stop();
  await plain.stop();
}

// The deduplicator is held back (SIGSTOP), so that the intake is measured and not what lies behind it.
async function intake(system: RunningSystem): Promise<void> {
  console.log(`\n(a) HTTP to acknowledged, 64 connections, median of ${ROUNDS} rounds, ratio to a bare Fastify server`);
  const bare = await startChildServer(join(__dirname, 'bare-server.js'), process.env);
  system.kill('deduplicator', 'SIGSTOP');
  const url = system.urls['channel-web-forms'];
  for (const [name, posts] of [
    ['one a post', ownPosts(system.apiKey, 1)],
    ['100 a post', ownPosts(system.apiKey, 100)],
    ['a signed form', signedForms(FORMS, system.hookSecret(FORMS))],
  ] satisfies [string, IntakePost][]) {
    // Unreported: until it is compiled, the broker takes half a core that later rounds have.
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await intakeRound(url, posts);
    await intakeRound(bare.url, posts);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({ bare: await intakeRound(bare.url, posts), hearback: await intakeRound(url, posts) });
    const ratio = median(rounds.map((r) => r.hearback / r.bare));
    const [hearback, ceiling] = [median(rounds.map((r) => r.hearback)), median(rounds.map((r) => r.bare))];
    console.log(
      `${name.padEnd(13)}: ${Math.round(hearback)} items/s of ${Math.round(ceiling)}: ratio ${ratio.toFixed(2)} (rounds ${rounds.map((r) => (r.hearback / r.bare).toFixed(2)).join(' ')})`,
    );
  }
  system.kill('deduplicator', 'SIGCONT');
  await bare.stop();
}

function printFlow(name: string, r: FlowResult): void {
  const lost = r.accepted - r.visible;
  console.log(
    `${name.padEnd(22)} offered ${String(r.offered).padStart(6)}/s, visible ${String(Math.round(r.perSecond)).padStart(5)}/s, ` +
      `p50 ${Math.round(r.p50Ms)} ms, p99 ${Math.round(r.p99Ms)} ms, last clock ${r.behindSeconds.toFixed(1)} s after the last post; ` +
      `${r.accepted} accepted, ${lost === 0 ? 'all visible' : `${lost} NOT visible`}${Object.keys(r.failed).length > 0 ? `, refused ${JSON.stringify(r.failed)}` : ''}`,
  );
}

const [what, ...options] = process.argv.slice(2);
(what === 'tracker' ? benchTracker(options) : main(what)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
