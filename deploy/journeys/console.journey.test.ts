import { startSystem, type RunningSystem } from '@hearback/local';
import type { Page } from 'playwright-core';
import { faultsIn, openBrowser, say, signIn, type ConsoleBrowser } from './console-browser';

// A supervisor's day in a real browser: sign in, see what came, open a case, log a reply, see the figure move by itself.
const CRITICAL = '我的信用卡剛剛在境外被盜刷三筆共兩萬元，客服電話一直打不通，錢還在繼續被扣！';
const SCRIPTED = '<img src=x onerror="window.hacked=1"> app 登录后闪退，已经三天了，重装也没用，希望尽快修复。';

let system: RunningSystem;
let browser: ConsoleBrowser;
let page: Page;

beforeAll(async () => {
  system = await startSystem({ processes: false });
  browser = await openBrowser();
  page = browser.page;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 90_000);

test('a wrong password is refused in words, the right one opens the page in Chinese', async () => {
  await page.goto(system.urls.console);
  await signIn(page, 'not the password');
  await page.getByText('用户名或密码不正确').waitFor();
  await signIn(page, system.adminPassword);
  await page.getByRole('heading', { name: '24 小时响应率' }).waitFor();
}, 60_000);

test('feedback appears by itself with its labels, its relation and a running clock', async () => {
  await say(system, 'channel-hotline', { text: CRITICAL, externalId: 'c-1' });
  await say(system, 'channel-app-ratings', { text: SCRIPTED, externalId: 'a-1', rating: { stars: 1 } });
  const cases = page.getByRole('table', { name: '最新工单' });
  await cases.getByText('信用卡剛剛在境外被盜刷').waitFor({ timeout: 15_000 });
  await cases.getByText('登录后闪退').waitFor({ timeout: 15_000 });
  await cases.getByText('特急').first().waitFor();
  await page.getByRole('table', { name: '即将到期' }).getByRole('row').nth(1).waitFor();
  expect(await page.evaluate('window.hacked')).toBeUndefined();
}, 60_000);

test('a logged reply meets the promise, and the rate moves without a reload', async () => {
  await page.getByRole('table', { name: '最新工单' }).getByText('信用卡剛剛在境外被盜刷').click();
  await page
    .getByLabel('答复内容（已在系统外告知客户）')
    .fill('陳先生您好，卡片已緊急止付，三筆爭議款項已受理，將於兩個工作日內回覆結果。');
  await page.getByRole('button', { name: '登记答复' }).click();
  await page.getByText('已完成。').waitFor();
  await page.getByTestId('response-rate').getByText('100').waitFor({ timeout: 15_000 });
}, 60_000);

test('the same page speaks English, and no serious accessibility fault is found in either language', async () => {
  const faults = [...(await faultsIn(page, 'zh-Hans')), ...(await faultsIn(page, 'en'))];
  await page.getByRole('heading', { name: '24-hour response rate' }).waitFor();
  expect(faults).toEqual([]);
}, 60_000);
