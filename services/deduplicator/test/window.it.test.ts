import { connectRedis, type Redis } from '@hearback/redis';
import { startTelemetry } from '@hearback/telemetry';
import { testPrefix, testServers } from '@hearback/testing';
import fc from 'fast-check';
import { identityLinks } from '../src/domain/identity-links';
import { textQuery } from '../src/domain/text-query';
import { redisWindow, type RedisWindow } from '../src/io/redis-window';
import { feedback, type Said } from './feedback-builder';
import { ModelWindow } from './model-window';

jest.setTimeout(60_000);

const telemetry = startTelemetry({ service: 'deduplicator', version: 'test', logLevel: 'silent' });
const now = Date.now();
const DAY_MS = 86_400_000;
let redis: Redis;

beforeAll(async () => {
  redis = connectRedis({ url: testServers().redisUrl, telemetry, name: 'window-test' });
  await new Promise((resolve) => redis.once('ready', resolve));
});
afterAll(async () => {
  await redis.quit();
});

async function freshWindow(): Promise<RedisWindow> {
  const window = redisWindow({ redis, prefix: `${testPrefix()}dedup:`, windowMs: DAY_MS });
  await window.begin('epoch', 'run');
  return window;
}

const queries = (history: readonly Said[]) =>
  history.map((said, at) => textQuery(feedback(said), { position: `0:${at}` }));

const PIECES = [
  '手机银行转账一直失败',
  '登入不了，客服說等三天',
  '信用卡年费被扣了300元',
  '信用卡年费被扣了5000元',
  '在工商银行排了两个小时的队',
  '卡尾号1234被盗刷',
  '3月5日在柜台找王经理办的业务至今没有结果',
  '3月8日在柜台找李经理办的业务至今没有结果',
  '尊敬的客户经理您好，转账300元到工商银行一直没有到账请尽快处理',
  '尊敬的客户经理您好，转账5000元到建设银行一直没有到账请尽快处理',
  'The app crashes every time I try to log in with my fingerprint',
  'I was charged a fee of $35 for nothing',
  '闪退',
  '垃圾',
  '好',
  '👍',
  '请尽快处理谢谢',
  '已经打了三次电话没有人管，态度还特别差，要求退款并且道歉',
];
const text = fc.tuple(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }),
  fc.constantFrom('', '', '', '转发微博', '支持', '我也遇到了同样的问题', 'FW: '),
  fc.constantFrom(false, false, false, true),
  fc.constantFrom('，', ' ', '！'),
);
const said: fc.Arbitrary<Said> = fc
  .record({
    id: fc.integer({ min: 1, max: 14 }),
    text,
    by: fc.subarray(['ann', 'bob', 'cai'], { maxLength: 2 }),
    minute: fc.integer({ min: 0, max: 4 }),
    stars: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 4 }),
    shared: fc.option(fc.integer({ min: 1, max: 16 }), { nil: undefined, freq: 3 }),
    answers: fc.option(fc.integer({ min: 1, max: 16 }), { nil: undefined, freq: 2 }),
    updatedMinute: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  })
  .map(({ id, text: [pieces, before, quoting, glue], shared, answers, ...rest }) => ({
    ...rest,
    id: `f${id}`,
    text: before + (quoting ? '//@甲:' : '') + pieces.join(glue),
    ...(shared && !answers ? { sharedFrom: `f${shared}` } : {}),
    ...(answers ? { inReplyTo: `f${answers}` } : {}),
  }));

/** What is said one after the other; now and then a sender repeats something as it was. */
const story = fc
  .array(fc.tuple(said, fc.option(fc.nat({ max: 8 }), { freq: 5 })), { minLength: 1, maxLength: 30 })
  .map((tellings) =>
    tellings.reduce<Said[]>((told, [next, back]) => [...told, told[told.length - 1 - (back ?? 9)] ?? next], []),
  );

test('the script decides as the reference does, whatever the history', async () => {
  const kinds: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(story, async (history) => {
      const [window, model] = [await freshWindow(), new ModelWindow()];
      const asked = queries(history);
      const decided = await window.decide(asked, now);
      expect(decided?.relations).toEqual(asked.map((query) => model.decide(query)));
      for (const { kind } of decided?.relations ?? []) kinds[kind] = (kinds[kind] ?? 0) + 1;
    }),
    { numRuns: 150 },
  );
  expect(Object.keys(kinds).sort()).toEqual([
    'lookalike',
    'original',
    'redelivery',
    'repost',
    'resubmission',
    'revision',
  ]);
});

test('the script knows the same customers as the reference, whatever people merged', async () => {
  const links = identityLinks();
  for (const [who, what] of [
    ['ann', { personId: 'p' }],
    ['bob', { personId: 'p' }],
    ['cai', {}],
  ] as const)
    links.apply(`handle:hash-of-${who}`, {
      kind: 'identity',
      type: 'handle',
      hash: `hash-of-${who}`,
      shared: who === 'cai',
      changedAt: '2026-03-02T12:00:00.000Z',
      ...what,
    });
  await fc.assert(
    fc.asyncProperty(story, async (history) => {
      const [window, model] = [await freshWindow(), new ModelWindow()];
      const asked = history.map((one, at) =>
        textQuery(feedback(one), { position: `0:${at}` }, at % 3 === 0 ? undefined : links),
      );
      expect((await window.decide(asked, now))?.relations).toEqual(asked.map((query) => model.decide(query)));
    }),
    { numRuns: 60 },
  );
});

test('the script knows an answer under the own feedback', async () => {
  const window = await freshWindow();
  const ann = { id: 'a', text: '信用卡年费被扣了300元', by: ['ann'] };
  const answer = { id: 'b', text: '还是没有人联系我', inReplyTo: 'a' };
  const asked = queries([ann, { ...answer, by: ['ann'] }, { ...answer, id: 'c', by: ['bob'] }]);
  const decided = await window.decide(asked, now);
  expect(decided?.relations.map(({ kind, of, because }) => [kind, of, because])).toEqual([
    ['original', undefined, ['nothing-alike']],
    ['resubmission', asked[0]!.feedbackId, ['same-customer', 'in-reply-to']],
    ['original', undefined, ['nothing-alike']],
  ]);
});

test('a second run of the same deliveries answers the same', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (history) => {
      const window = await freshWindow();
      const first = await window.decide(queries(history), now);
      expect(await window.decide(queries(history), now)).toEqual(first);
    }),
    { numRuns: 30 },
  );
});

test('a window rebuilt from what was published goes on as the old one would have', async () => {
  await fc.assert(
    fc.asyncProperty(story, story, async (before, after) => {
      const [old, rebuilt] = [await freshWindow(), await freshWindow()];
      const asked = queries(before);
      const { relations } = (await old.decide(asked, now)) ?? { relations: [] };
      const published = asked.map((query, at) => ({ query, relation: relations[at]!, publishedAt: now }));
      await rebuilt.insert(published, now);
      await rebuilt.insert(published, now);
      const later = after.map((s, at) => textQuery(feedback(s), { position: `1:${at}`, replay: at % 5 === 4 }));
      expect(await rebuilt.decide(later, now)).toEqual(await old.decide(later, now));
    }),
    { numRuns: 60 },
  );
});

test('without its epoch marker nothing is decided and nothing is stored', async () => {
  const prefix = `${testPrefix()}dedup:`;
  const window = redisWindow({ redis, prefix, windowMs: DAY_MS });
  expect(await window.decide(queries([{ id: 'a', text: '登录不了' }]), now)).toBeNull();
  expect(await redis.keys(`${prefix}*`)).toEqual([]);
});

test('what was published before the window began is not put back', async () => {
  const window = await freshWindow();
  const [query] = queries([{ id: 'a', text: '手机银行转账一直失败', by: ['ann'] }]);
  const relation = {
    kind: 'original',
    score: 0,
    because: [],
    revision: 1,
    substantive: true,
    outdated: false,
  } as const;
  await window.insert([{ query: query!, relation: { ...relation, because: [] }, publishedAt: now - DAY_MS }], now);
  const [again] = queries([{ id: 'b', text: '手机银行转账一直失败', by: ['ann'] }]);
  expect((await window.decide([again!], now))?.relations[0]?.kind).toBe('original');
});

test('every key leaves Redis by itself', async () => {
  const prefix = `${testPrefix()}dedup:`;
  const window = redisWindow({ redis, prefix, windowMs: DAY_MS });
  await window.begin('epoch', 'run');
  await window.decide(queries([{ id: 'a', text: '手机银行转账一直失败，没有人管', by: ['ann'] }]), now);
  // Keys of words end in two bytes that are no text.
  const keys = (await redis.keysBuffer(`${prefix}*`)).filter((key) => !/(epoch|run|no)$/.test(key.toString()));
  const ttls = await Promise.all(keys.map((key) => redis.pttl(key)));
  const kinds = new Set(keys.map((key) => key.toString('latin1').slice(prefix.length, prefix.length + 2)));
  expect([...kinds].sort()).toEqual(['b:', 'f:', 'i:', 't:']);
  expect(ttls.every((ttl) => ttl > DAY_MS - 120_000 && ttl <= 2 * DAY_MS)).toBe(true);
});

test('members of a campaign of hundreds keep pointing to whoever began it', async () => {
  const window = await freshWindow();
  const campaign = Array.from({ length: 300 }, (_, at) => ({
    id: `c${at}`,
    text: '要求立即退还多收的年费，否则向监管部门投诉',
    by: [`customer-${at}`],
    minute: at,
  }));
  const decided = await window.decide(queries(campaign), now);
  const followers = decided!.relations.slice(1);
  expect(new Set(followers.map(({ kind, of }) => `${kind} ${of}`))).toEqual(
    new Set([`lookalike ${feedback(campaign[0]!).feedbackId}`]),
  );
});
