// Prints what one text costs when many are known: processor time of Node and Redis together, times of decisions, memory.
// After a build, on a quiet machine, with a Redis of its own (its figures are those of the whole process):
//   REDIS_URL=redis://… node services/deduplicator/quality/measure-million.mjs [--texts 1000000] [--timed 20000] [--json]
// First --texts invented texts are made known, then --timed more are decided and measured, one batch of 16 after the other
// (a batch is one run of the script). The ceiling is how many a second one process and one Redis could decide at best.
// It writes under a prefix of its own and removes what it wrote; --keep leaves it.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const built = createRequire(
  join(fileURLToPath(new URL('../../../dist/services/deduplicator/', import.meta.url)), 'x.js'),
);
const { textQuery } = built('./domain/text-query.js');
const { redisWindow } = built('./io/redis-window.js');
const Redis = built('ioredis');
const { deterministicId } = built('@hearback/contracts');

const { values: options } = parseArgs({
  options: {
    texts: { type: 'string', default: '1000000' },
    timed: { type: 'string', default: '20000' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const KNOWN = Number(options.texts);
const TIMED = Number(options.timed);
const GOALS = { cpuMs: 0.6, p99Ms: 10, gigabytes: 1.2 };
const BATCH = 16;
const LOAD = 512;

// mulberry32: a fixed sequence, so that two runs measure the same.
let seed = 7;
function random(below) {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % below;
}
const PIECES = (
  '手机银行 登录不了 转账失败 客服电话打不通 排队两个小时 信用卡年费 被扣了两次 理财到期 没有到账 态度很差 要求退款 ' +
  '指纹识别 一直转圈 更新之后 闪退 验证码收不到 网点 柜台 取款机吞卡 利息算错 贷款审批 材料交了三次 密码错误 限额太低'
).split(' ');
// Common words that many texts share, and words of each text's own, about 35 characters; one in twenty is said again.
const rare = () => Array.from({ length: 6 }, () => String.fromCharCode(0x4e00 + random(2_500))).join('');
const sentence = () => Array.from({ length: 3 + random(2) }, () => PIECES[random(PIECES.length)] + rare()).join('，');
const recent = [];
function said() {
  const text = recent.length > 100 && random(20) === 0 ? recent[random(recent.length)] : sentence();
  recent[random(5_000)] = text;
  return text ?? sentence();
}

function queryOf(at) {
  const identities = at % 3 === 0 ? [] : [{ type: 'phone', hash: `customer-${random(KNOWN)}-${'x'.repeat(30)}` }];
  return textQuery(
    {
      feedbackId: deterministicId('million', at),
      contentHash: deterministicId('content', at).repeat(2),
      receivedAt: new Date(1_760_000_000_000 + at * 1000).toISOString(),
      text: said(),
      customer: { identities },
    },
    { position: `0:${at}` },
  );
}

const redis = new Redis(process.env.REDIS_URL);
const prefix = `million-${process.pid}:dedup:`;
const window = redisWindow({ redis, prefix, windowMs: 30 * 86_400_000 });
await window.begin('epoch', 'run');
const before = await memory();

for (let at = 0; at < KNOWN; at += LOAD) {
  const some = Array.from({ length: Math.min(LOAD, KNOWN - at) }, (_, index) => queryOf(at + index));
  await window.decide(some, Date.now());
  if ((at / LOAD) % 200 === 199) process.stderr.write(`${at + LOAD} texts are known\n`);
}
const bytes = (await memory()) - before;

const [nodeBefore, redisBefore] = [process.cpuUsage(), await redisCpu()];
const times = [];
let inRedisMs = 0;
for (let at = 0; at < TIMED; at += BATCH) {
  const from = performance.now();
  const queries = Array.from({ length: BATCH }, (_, index) => queryOf(KNOWN + at + index));
  const prepared = performance.now();
  await window.decide(queries, Date.now());
  const done = performance.now();
  times.push(done - from);
  inRedisMs += done - prepared;
}
const node = process.cpuUsage(nodeBefore);
const nodeMs = (node.user + node.system) / 1000 / TIMED;
const redisMs = ((await redisCpu()) - redisBefore) / 1000 / TIMED;
times.sort((a, b) => a - b);
const result = {
  textsKnown: KNOWN,
  textsTimed: TIMED,
  cpuMsPerText: round(nodeMs + redisMs, 4),
  ofNode: round(nodeMs, 4),
  ofRedis: round(redisMs, 4),
  batchP50Ms: round(times[Math.floor(times.length * 0.5)], 2),
  batchP99Ms: round(times[Math.floor(times.length * 0.99)], 2),
  redisGigabytes: round(bytes / 1e9, 3),
  bytesPerText: Math.round(bytes / KNOWN),
  gigabytesAtAMillion: round((bytes / KNOWN) * 1e-3, 3),
  ceilingPerSecond: Math.floor(1000 / Math.max(nodeMs, redisMs)),
  reachedPerSecond: Math.floor(TIMED / (times.reduce((sum, ms) => sum + ms, 0) / 1000)),
};
if (options.json) console.log(JSON.stringify(result));
else {
  console.table(result);
  console.log(
    `CPU of a text in all: ${result.cpuMsPerText} ms (goal: at most ${GOALS.cpuMs}) ${verdict(result.cpuMsPerText, GOALS.cpuMs)}`,
  );
  console.log(
    `p99 of a batch of ${BATCH}: ${result.batchP99Ms} ms (goal: under ${GOALS.p99Ms}) ${verdict(result.batchP99Ms, GOALS.p99Ms)}`,
  );
  console.log(
    `Redis at 1,000,000 texts: ${result.gigabytesAtAMillion} GB${KNOWN < 1e6 ? ', projected' : ''} (goal: under ${GOALS.gigabytes}) ${verdict(result.gigabytesAtAMillion, GOALS.gigabytes)}`,
  );
}
if (!options.keep)
  for await (const keys of redis.scanBufferStream({ match: `${prefix}*`, count: 5_000 }))
    if (keys.length > 0) await redis.unlink(...keys);
await redis.quit();

function verdict(value, goal) {
  return value <= goal ? 'reached' : 'MISSED';
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}

async function memory() {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))[1]);
}

async function redisCpu() {
  const info = await redis.info('cpu');
  const of = (name) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)[1]) * 1e6;
  return of('used_cpu_user') + of('used_cpu_sys');
}
