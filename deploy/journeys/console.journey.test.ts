import AxeBuilder from '@axe-core/playwright';
import { startSystem, type RunningSystem } from '@hearback/local';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

// A supervisor's day in a real browser: sign in, see what came, open a case, log a reply, see the figure move by itself.
const CRITICAL = '我的信用卡剛剛在境外被盜刷三筆共兩萬元，客服電話一直打不通，錢還在繼續被扣！';
const SCRIPTED = '<img src=x onerror="window.hacked=1"> app 登录后闪退，已经三天了，重装也没用，希望尽快修复。';

let system: RunningSystem;
let browser: BrowserContext;
let page: Page;
const profile = mkdtempSync(join(tmpdir(), 'hearback-browser-'));

beforeAll(async () => {
  system = await startSystem({ processes: false });
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
  });
  page = await browser.newPage();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  rmSync(profile, { recursive: true, force: true });
}, 60_000);

test('a wrong password is refused in words, the right one opens the page in Chinese', async () => {
  await page.goto(system.urls.console);
  await signIn('not the password');
  await page.getByText('用户名或密码不正确').waitFor();
  await signIn(system.adminPassword);
  await page.getByRole('heading', { name: '24 小时响应率' }).waitFor();
}, 60_000);

test('feedback appears by itself with its labels, its relation and a running clock', async () => {
  await say('channel-hotline', { text: CRITICAL, externalId: 'c-1' });
  await say('channel-app-ratings', { text: SCRIPTED, externalId: 'a-1', rating: { stars: 1 } });
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
  await page.getByTestId('response-rate').getByText('100').waitFor({ timeout: 5_000 });
}, 60_000);

test('the same page speaks English, and no serious accessibility fault is found in either language', async () => {
  const faults: string[] = [];
  for (const language of ['zh-Hans', 'en']) {
    await page.getByLabel(/语言|Language/).selectOption(language);
    const { violations } = await new AxeBuilder({ page }).analyze();
    faults.push(
      ...violations
        .filter((v) => v.impact === 'serious' || v.impact === 'critical')
        .map((v) => `${language}: ${v.id} ${v.nodes[0]?.html}`),
    );
  }
  await page.getByRole('heading', { name: '24-hour response rate' }).waitFor();
  expect(faults).toEqual([]);
}, 60_000);

async function signIn(password: string): Promise<void> {
  await page.locator('input[name=name]').fill('admin');
  await page.locator('input[name=password]').fill(password);
  await page.locator('button.primary').click();
}

async function say(channel: 'channel-hotline' | 'channel-app-ratings', item: object): Promise<void> {
  const answer = await fetch(`${system.urls[channel]}/v1/feedback`, {
    method: 'POST',
    headers: { authorization: `Bearer ${system.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(item),
  });
  expect(answer.status).toBe(202);
}

// `npm test` installs Debian's Chromium where none is found.
function browserPath(): string {
  const paths = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = paths.find((path) => path !== undefined && existsSync(path));
  if (!found) throw new Error('no Chrome or Chromium found: install one, or name it in CHROME_PATH');
  return found;
}
