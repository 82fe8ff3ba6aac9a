// Prints decisions per second, the share of Node and Redis in them, and memory per text. By hand, after a build:
// REDIS_URL=redis://… node services/deduplicator/quality/measure-speed.mjs
// SPEED_TEXTS=<csv with a column text> measures with these texts instead of invented ones. It writes under a prefix of its own and removes what it wrote.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

const built = createRequire(
  join(fileURLToPath(new URL('../../../dist/services/deduplicator/', import.meta.url)), 'x.js'),
);
const { textQuery } = built('./domain/text-query.js');
const { redisWindow } = built('./io/redis-window.js');
const Redis = built('ioredis');
const { deterministicId } = built('@hearback/contracts');

const BATCH = 500;
const PIECES = (
  '手机银行 登录不了 转账失败 客服电话打不通 排队两个小时 信用卡年费 被扣了两次 理财到期 没有到账 态度很差 要求退款 ' +
  '指纹识别 一直转圈 更新之后 闪退 验证码收不到 网点 柜台 取款机吞卡 利息算错 贷款审批 材料交了三次 密码错误 限额太低'
).split(' ');

// mulberry32: a fixed sequence, so that two runs measure the same.
let seed = 7;
function random(below) {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % below;
}
const sentence = () => Array.from({ length: 3 + random(3) }, () => PIECES[random(PIECES.length)] + rare()).join('，');
const rare = () => Array.from({ length: 6 }, () => String.fromCharCode(0x4e00 + random(2_500))).join('');
const texts = process.env.SPEED_TEXTS ? textsOf(process.env.SPEED_TEXTS) : invented();

/** One in ten is said again. */
function invented() {
  const all = [];
  for (let at = 0; at < 20_000; at++) all.push(at > 10 && random(10) === 0 ? all[random(at)] : sentence());
  return all;
}

/** Column `text` of a CSV file, plain or gz. */
function textsOf(file) {
  const bytes = readFileSync(file);
  const rows = parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, relax_quotes: true });
  return rows.map(({ text }) => text);
}

function feedbackOf(at, said) {
  return {
    feedbackId: deterministicId('speed', at),
    contentHash: deterministicId('content', at).repeat(2),
    receivedAt: new Date(1_760_000_000_000 + at * 1000).toISOString(),
    text: said,
    customer: {
      identities: at % 3 === 0 ? [] : [{ type: 'handle', hash: `customer-${random(COUNT)}-${'x'.repeat(30)}` }],
    },
  };
}

const COUNT = texts.length;
const redis = new Redis(process.env.REDIS_URL);
const prefix = `speed-${process.pid}:dedup:`;
const window = redisWindow({ redis, prefix, windowMs: 86_400_000 });
await window.begin('epoch', 'run');
const usedBefore = await memory();
const cpuBefore = await redisCpu();
let prepareMs = 0;
const kinds = {};
const startedAt = performance.now();
for (let first = 0; first < COUNT; first += BATCH) {
  const from = performance.now();
  const queries = texts
    .slice(first, first + BATCH)
    .map((said, at) => textQuery(feedbackOf(first + at, said), { position: `0:${first + at}` }));
  prepareMs += performance.now() - from;
  const { relations } = await window.decide(queries, Date.now());
  for (const { kind } of relations) kinds[kind] = (kinds[kind] ?? 0) + 1;
}
const seconds = (performance.now() - startedAt) / 1000;
console.log({
  texts: COUNT,
  meanCharacters: Math.round(texts.join('').length / COUNT),
  decisionsPerSecond: Math.round(COUNT / seconds),
  fingerprintMicrosPerText: Math.round((prepareMs * 1000) / COUNT),
  nodeCpuMicrosPerText: Math.round((process.cpuUsage().user + process.cpuUsage().system) / COUNT),
  redisCpuMicrosPerText: Math.round(((await redisCpu()) - cpuBefore) / COUNT),
  bytesPerText: Math.round(((await memory()) - usedBefore) / COUNT),
  kinds,
});
for await (const keys of redis.scanBufferStream({ match: `${prefix}*`, count: 5_000 }))
  if (keys.length > 0) await redis.unlink(...keys);
await redis.quit();

async function memory() {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))[1]);
}

async function redisCpu() {
  const info = await redis.info('cpu');
  const of = (name) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)[1]) * 1e6;
  return of('used_cpu_user') + of('used_cpu_sys');
}
