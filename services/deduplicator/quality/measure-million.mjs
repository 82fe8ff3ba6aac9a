// Measures what one text costs when a million are known: processor time of Node and Redis, time to its relation, memory.
//   node services/deduplicator/quality/measure-million.mjs            after a build; some ten minutes
//   … --record                                                        keeps the run as quality/million.json
//   … --note '<words>'                                               said beside the figures, such as what else ran
//   … --texts 1000000 --rounds 3                                      fewer texts give other figures, and are not recorded
// `npm run eval:relations -- --million` does the same beside the other goals. It starts a Redis of its own with the settings
// of the project's (every command written to a file), unless REDIS_URL names one; there it writes under a prefix of its own
// and removes it. Filled once, then rounds of every way in which texts may come (million-phases.mjs); of each way the round
// with the median p99 counts. In every round PING is timed too: no answer through this Redis can be faster.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inventedFeedback, sequence } from './invented-texts.mjs';
import { asTheyCome, inTurn } from './million-phases.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = createRequire(join(here('../../../dist/services/deduplicator/'), 'x.js'));
const { textQuery } = built('./domain/text-query.js');
const { redisWindow, WINDOW_SCRIPT } = built('./io/redis-window.js');
const { queriesBytes, queriesJson } = built('./io/window-query.js');
const { medianRun, millionGoals, staleness, timesOf } = built('./quality/million-row.js');
const { deterministicId } = built('@hearback/contracts');
const Redis = built('ioredis');

const RECORDED = here('./million.json');
const A_MILLION = 1_000_000;
const FILLED_AT_ONCE = 512;
const PINGS = 5_000;
/** Scripts below it, in microseconds, are not noted by Redis; deciding one text takes longer. */
const NOTED_FROM = 100;
const PHASES = [
  { name: 'one text alone', texts: 4_000, batch: 1 },
  { name: '200 texts a second', texts: 3_000, perSecond: 200 },
  { name: '1,000 texts a second', texts: 15_000, perSecond: 1_000 },
  { name: '1,000 a second, with the rests of the runner', texts: 15_000, perSecond: 1_000, rests: true },
  { name: 'batches of 16', texts: 16_000, batch: 16 },
];

/** What is measured: another script, other rules, fingerprints or ways to come make a recorded run stale. */
function subject() {
  const next = inventedFeedback(A_MILLION, deterministicId);
  const calls = Array.from({ length: 100 }, () => ({ query: queryOf(next()), expires: 0 }));
  const hash = createHash('sha256')
    .update(WINDOW_SCRIPT.commands)
    .update(JSON.stringify([PHASES, WINDOW_SCRIPT.textsPerRun]));
  return hash.update(queriesJson(calls)).update(queriesBytes(calls)).digest('hex').slice(0, 16);
}

function queryOf({ feedback, delivery }) {
  return textQuery(feedback, delivery);
}

/** The recorded run and why it may not hold any more; null when none was recorded. */
export function recordedMillion() {
  if (!existsSync(RECORDED)) return null;
  const run = JSON.parse(readFileSync(RECORDED, 'utf8'));
  return { run, stale: staleness(run, { subject: subject(), node: process.version }) };
}

/** Measures, in a Redis that is started for it unless an address is given. */
export async function measureMillion({ texts = A_MILLION, rounds = 3, note, url = process.env.REDIS_URL } = {}) {
  const own = url ? null : await built('@hearback/local').startRedis();
  const redis = new Redis(url ?? own.address);
  const prefix = `million-${process.pid}:dedup:`;
  try {
    return { ...(await run({ redis, prefix, texts, rounds })), ...(note ? { note } : {}) };
  } finally {
    if (!own) await remove(redis, prefix);
    redis.disconnect();
    await own?.remove();
  }
}

async function run({ redis, prefix, texts, rounds }) {
  const window = redisWindow({ redis, prefix, windowMs: 30 * 86_400_000 });
  await window.begin('epoch', 'run');
  const next = inventedFeedback(texts, deterministicId);
  const before = await memoryOf(redis);
  const loadAverages = [load()];
  await fill({ window, next, texts });
  const redisBytes = (await memoryOf(redis)) - before;
  const all = [];
  for (let round = 0; round < rounds; round++) {
    loadAverages.push(load());
    const phases = [];
    const ceiling = await pings(redis);
    for (const phase of PHASES) phases.push(await measured({ redis, window, next, phase }));
    all.push({ ceiling, phases });
    process.stderr.write(`round ${round + 1} of ${rounds} is measured\n`);
  }
  loadAverages.push(load());
  return {
    measuredAt: new Date().toISOString(),
    subject: subject(),
    machine: { processors: cpus().length, model: cpus()[0].model, gigabytes: Math.round(totalmem() / 2 ** 30) },
    versions: { node: process.version, redis: /redis_version:(\S+)/.exec(await redis.info('server'))[1] },
    loadAverages,
    rounds,
    textsKnown: texts,
    redisBytes,
    ceiling: medianRun(
      all.map(({ ceiling }) => ceiling),
      ({ p99 }) => p99,
    ),
    phases: PHASES.map((_, index) =>
      medianRun(
        all.map(({ phases }) => phases[index]),
        ({ answer }) => answer.p99,
      ),
    ),
  };
}

/** The next texts are prepared while the last are decided. */
async function fill({ window, next, texts }) {
  let decided = Promise.resolve();
  for (let at = 0; at < texts; at += FILLED_AT_ONCE) {
    const some = Array.from({ length: Math.min(FILLED_AT_ONCE, texts - at) }, () => queryOf(next()));
    await decided;
    decided = window.decide(some, Date.now());
    if ((at / FILLED_AT_ONCE) % 200 === 199) process.stderr.write(`${at + FILLED_AT_ONCE} texts are known\n`);
  }
  await decided;
}

async function pings(redis) {
  const samples = [];
  for (let count = 0; count < PINGS; count++) {
    const begun = performance.now();
    await redis.ping();
    samples.push(performance.now() - begun);
  }
  return timesOf(samples);
}

async function measured({ redis, window, next, phase }) {
  const feedbacks = Array.from({ length: phase.texts }, next);
  await redis.call('CONFIG', 'SET', 'slowlog-log-slower-than', NOTED_FROM);
  await redis.call('CONFIG', 'SET', 'slowlog-max-len', phase.texts * 20);
  await redis.call('SLOWLOG', 'RESET');
  const decide = (some) => window.decide(some.map(queryOf), Date.now());
  const [nodeBefore, redisBefore] = [process.cpuUsage(), await redisCpu(redis)];
  const samples = phase.batch
    ? await inTurn({ feedbacks, batch: phase.batch, decide })
    : await asTheyCome({ feedbacks, ...phase, random: () => random(2 ** 30) / 2 ** 30, decide });
  const node = process.cpuUsage(nodeBefore);
  const cpuOfRedis = (await redisCpu(redis)) - redisBefore;
  const { answer, waiting, deciding, batch } = Object.fromEntries(
    Object.entries(samples).map(([name, values]) => [name, timesOf(values)]),
  );
  return {
    name: phase.name,
    texts: phase.texts,
    answer,
    waiting,
    deciding,
    script: timesOf(await scriptTimes(redis, phase)),
    batch,
    cpuOfNode: rounded((node.user + node.system) / 1000 / phase.texts),
    cpuOfRedis: rounded(cpuOfRedis / phase.texts),
  };
}
const random = sequence(11);

/** How long each run of the script took by the clock of Redis, ms. */
async function scriptTimes(redis, { texts }) {
  const entries = await redis.call('SLOWLOG', 'GET', texts * 20);
  return entries.filter(([, , , [command]]) => command === 'evalsha').map(([, , micros]) => micros / 1000);
}

function load() {
  return Math.round(loadavg()[0] * 100) / 100;
}

function rounded(ms) {
  return Math.round(ms * 1000) / 1000;
}

async function memoryOf(redis) {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))[1]);
}

/** Milliseconds. */
async function redisCpu(redis) {
  const info = await redis.info('cpu');
  const of = (name) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)[1]) * 1000;
  return of('used_cpu_user') + of('used_cpu_sys');
}

async function remove(redis, prefix) {
  for await (const keys of redis.scanBufferStream({ match: `${prefix}*`, count: 5_000 }))
    if (keys.length > 0) await redis.unlink(...keys);
}

/** The run as tables: goals, then where the time goes. */
export function printMillion(run, stale = []) {
  const { machine, versions, textsKnown, ceiling } = run;
  const on = `${machine.processors} x ${machine.model}, ${machine.gigabytes} GB, Node ${versions.node}, Redis ${versions.redis}`;
  console.log(`\n${textsKnown.toLocaleString('en')} known texts, measured ${run.measuredAt.slice(0, 10)} on ${on}`);
  console.log(
    `load averages ${run.loadAverages.join(', ')}; median of ${run.rounds} rounds${run.note ? `; ${run.note}` : ''}`,
  );
  for (const reason of stale) console.log(`STALE: ${reason}; measure anew with --million`);
  const goals = millionGoals(run);
  console.table(
    Object.fromEntries(
      goals.map(({ name, measured, goal, met }) => [
        name,
        { measured, goal, reached: `${met ? 'yes' : 'NO'}${stale.length > 0 ? ', STALE' : ''}` },
      ]),
    ),
  );
  const row = (times) => `${times.p50} / ${times.p99} / ${times.most}`;
  const where = run.phases.map(({ name, answer, waiting, deciding, script, batch, cpuOfNode, cpuOfRedis }) => [
    name,
    {
      answer: row(answer),
      waiting: row(waiting),
      deciding: row(deciding),
      'script in Redis': row(script),
      'texts of a batch': row(batch),
      'CPU of a text, Node + Redis': `${cpuOfNode} + ${cpuOfRedis}`,
    },
  ]);
  console.log(`ms, p50 / p99 / most; the ceiling, a PING: ${row(ceiling)}`);
  console.table(Object.fromEntries(where));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      texts: { type: 'string', default: String(A_MILLION) },
      rounds: { type: 'string', default: '3' },
      record: { type: 'boolean', default: false },
      note: { type: 'string' },
    },
  });
  const measuredRun = await measureMillion({
    texts: Number(values.texts),
    rounds: Number(values.rounds),
    note: values.note,
  });
  printMillion(measuredRun);
  if (values.record) recordMillion(measuredRun);
}

/** Keeps the run in the repository. */
export function recordMillion(run) {
  if (run.textsKnown !== A_MILLION) throw new Error('only a run with a million known texts is recorded');
  writeFileSync(RECORDED, `${JSON.stringify(run, null, 2)}\n`);
}
