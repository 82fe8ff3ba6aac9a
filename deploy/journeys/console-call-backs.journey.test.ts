import { startSystem, type RunningSystem } from '@hearback/local';
import type { Locator, Page } from 'playwright-core';
import { faultsIn, openBrowser, say, signIn, type ConsoleBrowser } from './console-browser';

// An agent's call-backs in a real browser: a hotline case is answered, the customer is not reached at first and then told,
// and the case shows it; and a colleague who is faster.
const ANSWER = '您好，重复扣收的年费三百元已于今日退回您的信用卡账户，请查收。';

let system: RunningSystem;
let browser: ConsoleBrowser;
let page: Page;

beforeAll(async () => {
  system = await startSystem({ processes: false });
  browser = await openBrowser();
  page = browser.page;
  await page.goto(system.urls.console);
  await signIn(page, system.adminPassword);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 90_000);

const task = (externalId: string): Locator =>
  page.getByRole('list', { name: '待回电' }).getByRole('article').filter({ hasText: externalId });

/** Hands the answer to the hotline on the page of the case, and goes to the call-backs. */
async function answer(words: string): Promise<void> {
  await page.getByRole('link', { name: '工作台' }).click();
  await page.getByRole('table', { name: '最新工单' }).getByText(words).click({ timeout: 15_000 });
  await page.getByLabel('如何答复').selectOption('channel');
  await page.getByLabel('要告知客户的内容').fill(ANSWER);
  await page.getByRole('button', { name: '交渠道答复' }).click();
  const replies = page.getByRole('region', { name: '经渠道的答复' });
  await replies.getByText('回电任务待办').waitFor({ timeout: 15_000 });
  await replies.getByText('尚未拨打').waitFor();
  await replies.getByRole('link', { name: '前往回电任务' }).click();
}

test('a hotline case that is answered becomes a task with the words, the call and a masked number', async () => {
  const text = '信用卡年费被重复扣了两次';
  await say(system, 'channel-hotline', { text, author: { phone: '+8613800138001' }, externalId: 'call-1' });
  await answer(text);
  await page.getByText('1 项待回电，其中 0 项已逾期、0 项即将到期').waitFor();
  await task('call-1').getByText('***8001').waitFor();
  await task('call-1').getByText(ANSWER).waitFor();
  expect(await page.getByText('13800138001').count()).toBe(0);
}, 90_000);

test('who was not reached stays on the list with the attempt', async () => {
  await task('call-1').getByRole('button', { name: '未能接通' }).click();
  await task('call-1').getByLabel('为何未接通').fill('无人接听');
  await task('call-1').getByRole('button', { name: '登记：未能接通' }).click();
  await task('call-1').getByText('1 次，最近').waitFor({ timeout: 15_000 });
  await task('call-1').getByText('回电经过').click();
  await task('call-1').getByText('无人接听').waitFor();
}, 60_000);

test('no serious accessibility fault is found, with every form open and in every language', async () => {
  const faults: string[] = [];
  for (const form of ['已与客户通话', '未能接通', '不再回电']) {
    await task('call-1').getByRole('button', { name: form }).click();
    faults.push(...(await faultsIn(page, 'zh-Hans')));
  }
  faults.push(...(await faultsIn(page, 'zh-Hant')), ...(await faultsIn(page, 'en')));
  await page.getByRole('heading', { name: 'To be called back' }).waitFor();
  expect([...faults, ...(await faultsIn(page, 'zh-Hans'))]).toEqual([]);
}, 60_000);

test('who takes a call is named to others, nothing can be said of what a colleague has, and it can be given back', async () => {
  await task('call-1').getByRole('button', { name: '由我来打' }).click();
  await task('call-1').getByText('此电话由您负责，至').waitFor({ timeout: 15_000 });
  expect((await byColleague('claim')).status).toBe(409);
  await task('call-1').getByRole('button', { name: '放回列表' }).click();
  await task('call-1').getByRole('button', { name: '由我来打' }).waitFor({ timeout: 15_000 });
  expect((await byColleague('claim')).status).toBe(200);
  await page.reload();
  await task('call-1').getByText('请勿重复拨打').waitFor({ timeout: 15_000 });
  expect(await task('call-1').getByRole('button', { name: '已与客户通话' }).count()).toBe(0);
  expect(await faultsIn(page, 'zh-Hans')).toEqual([]);
  expect((await byColleague('release')).status).toBe(200);
  await task('call-1').getByRole('button', { name: '由我来打' }).waitFor({ timeout: 30_000 });
}, 90_000);

test('words with the customer close the task, meet the promise, and stand in the case', async () => {
  await task('call-1').getByRole('button', { name: '已与客户通话' }).click();
  await task('call-1').getByLabel('通话编号').fill('out-1');
  await task('call-1').getByRole('button', { name: '登记：客户已获告知' }).click();
  await task('call-1').getByText('已登记：客户已获告知，').waitFor({ timeout: 15_000 });
  await task('call-1').getByRole('link', { name: '查看工单' }).click();
  const replies = page.getByRole('region', { name: '经渠道的答复' });
  await replies.getByText('已送达客户').waitFor({ timeout: 15_000 });
  await replies.getByText('2 次，最近').waitFor();
  const promises = page.getByRole('region', { name: '本工单的承诺' });
  const firstReply = promises.getByRole('listitem').filter({ hasText: '首次答复' });
  await firstReply.getByText('已达成').waitFor({ timeout: 15_000 });
  expect(await faultsIn(page, 'zh-Hans')).toEqual([]);
  await task('call-1').getByRole('button', { name: '从列表移除' }).click();
  await page.getByText('没有待回电的客户。').waitFor();
}, 60_000);

test('a task that a colleague closes under the words typed about it says who was faster', async () => {
  const text = '手机银行转账失败，钱却被扣走了，请尽快查明';
  await say(system, 'channel-hotline', { text, author: { phone: '+8613800138002' }, externalId: 'call-2' });
  await answer(text);
  await task('call-2').getByRole('button', { name: '不再回电' }).click();
  await task('call-2').getByLabel('不再回电的原因').fill('客户号码已停机');
  await task('call-2').getByRole('button', { name: '放弃回电' }).click();
  expect(await task('call-2').getByText('已登记').count()).toBe(0);
  // The page has not heard of it yet.
  await page.route('**/v1/call-backs?*', (route) => route.abort());
  await closedByColleague();
  await task('call-2').getByLabel('我确认不再拨打此客户的电话').check();
  await task('call-2').getByRole('button', { name: '放弃回电' }).click();
  await task('call-2').getByText('同事抢先一步').waitFor();
  await page.unroute('**/v1/call-backs?*');
  await task('call-2').getByText('已登记与客户通话，此任务已办结').waitFor({ timeout: 15_000 });
}, 90_000);

/** The same task, told by another system of the bank. */
async function closedByColleague(): Promise<void> {
  const response = await byColleague('spoken', { callId: 'out-2', spokenAt: new Date().toISOString() });
  if (response.status !== 200) throw new Error(`the colleague's call was answered ${response.status}`);
}

async function byColleague(what: string, body: object = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${system.apiKey}`, 'content-type': 'application/json' };
  const callBacks = `${system.urls.cases}/v1/call-backs`;
  const { items } = (await (await fetch(callBacks, { headers })).json()) as { items: { replyId: string }[] };
  return fetch(`${callBacks}/${items[0]!.replyId}/${what}`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': `colleague-${what}` },
    body: JSON.stringify(body),
  });
}
