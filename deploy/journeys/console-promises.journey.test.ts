import { startSystem, type RunningSystem } from '@hearback/local';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { faultsIn, openBrowser, say, signIn, type ConsoleBrowser } from './console-browser';

// A supervisor looks at what was promised, ends what needs no answer, sees the figure move, and takes the proof along.
const FEES = '我要投诉：信用卡年费被重复扣了两次，客服一直说查不到，请尽快退回！';
const QUEUE = '投诉：网点排队两个小时，柜员态度恶劣，还拒绝办理取款。';

let system: RunningSystem;
let browser: ConsoleBrowser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'hearback-proof-'));

beforeAll(async () => {
  system = await startSystem({ processes: false });
  browser = await openBrowser();
  page = browser.page;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 90_000);

test('a case shows every promise, which binds next, and each event with its hash', async () => {
  await page.goto(system.urls.console);
  await signIn(page, system.adminPassword);
  await say(system, 'channel-hotline', { text: FEES, externalId: 'p-1' });
  await say(system, 'channel-social', { text: QUEUE, externalId: 'p-2' });
  await openCase('信用卡年费');
  const promises = page.getByRole('region', { name: '本工单的承诺' });
  for (const name of ['首次答复', '进度告知', '办结', '监管时限'])
    await promises.getByText(name, { exact: true }).waitFor();
  const first = promises.getByRole('listitem').filter({ hasText: '首次答复' });
  await first.getByText('最先到期').waitFor();
  await first.getByText('首次答复', { exact: true }).click();
  const events = page.getByRole('list', { name: '承诺的全部事件' });
  await events.getByText('开始计时').waitFor();
  await events.getByText(/^哈希 [0-9a-f]{8}…[0-9a-f]{4}$/).waitFor();
}, 90_000);

test('who asks for more time cannot approve it, and is told so; the next person can', async () => {
  await choose('延期');
  await page.getByLabel('延期的承诺').selectOption('办结');
  await page.getByRole('textbox', { name: '原因', exact: true }).fill('等待第三方机构回执');
  await page.getByRole('button', { name: '申请延期' }).click();
  await page.getByRole('button', { name: '批准延期' }).click();
  await page.getByText('须由另一人确认：您就是申请或登记的人。').waitFor();
  await approveAsAnother();
  await page.getByRole('button', { name: '批准延期' }).waitFor({ state: 'detached' });
  const resolution = page
    .getByRole('region', { name: '本工单的承诺' })
    .getByRole('listitem')
    .filter({ hasText: '办结' });
  await resolution.getByText('办结', { exact: true }).click();
  await resolution.getByText('延期', { exact: true }).waitFor();
}, 90_000);

test('a withdrawn case leaves the figure of its channel at once, with the reason, and without a reload', async () => {
  await page.getByRole('button', { name: '关闭详情' }).click();
  await page.getByRole('link', { name: '服务承诺' }).click();
  const social = page.getByRole('table', { name: '响应率明细' }).getByRole('row').filter({ hasText: '社交媒体' });
  await social.waitFor();
  await expectSoon(() => cellsOf(social), ['—', '0', '0', '1', '0']);
  await social.getByRole('button', { name: '社交媒体' }).click();
  await page
    .getByRole('region', { name: '“社交媒体”计时中与超时的承诺' })
    .getByRole('link', { name: '查看工单' })
    .click();
  await page.getByText('柜员态度恶劣').waitFor();
  await choose('撤回');
  await page.getByRole('combobox', { name: '原因' }).selectOption('customer-withdrew');
  await page.getByRole('button', { name: '撤回工单' }).click();
  await page.getByText('已完成。').waitFor();
  await expectSoon(() => cellsOf(social), ['—', '0', '0', '0', '1']);
  await page.getByText('客户撤诉 1').waitFor();
}, 90_000);

test('the proof is downloaded and holds on its own', async () => {
  const key = await page.getByText(/^ed25519:[0-9a-f]{16}$/).innerText();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载证明文件' }).click(),
  ]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  const cli = join(__dirname, '../../dist/services/cli/main.js');
  const verified = spawnSync(process.execPath, [cli, 'verify', file, '--key', key], { encoding: 'utf8' });
  expect({ status: verified.status, faults: verified.stderr }).toEqual({ status: 0, faults: '' });
}, 90_000);

test('a past time before the first seal says so instead of a figure, and live comes back', async () => {
  await page.getByLabel('截至（历史时点）').fill('2020-01-01T00:00');
  await page.getByText('尚未封存。').waitFor();
  await page.getByRole('button', { name: '回到实时' }).click();
  await page.getByText('实时：含尚未封存的事件').waitFor();
}, 90_000);

test('the page of promises and a case beside it have no serious accessibility fault, in Chinese and English', async () => {
  const faults = [...(await faultsIn(page, 'zh-Hans')), ...(await faultsIn(page, 'en'))];
  await page.getByRole('heading', { name: 'On-time rate of every promise' }).waitFor();
  await page.getByRole('heading', { name: 'Promises of this case' }).waitFor();
  expect(faults).toEqual([]);
}, 90_000);

async function openCase(words: string): Promise<void> {
  await page.getByRole('table', { name: '最新工单' }).getByText(words).click({ timeout: 15_000 });
}

async function choose(command: string): Promise<void> {
  await page.getByRole('group', { name: '选择操作' }).getByRole('button', { name: command, exact: true }).click();
}

// Rate, met, missed, running, withdrawn.
async function cellsOf(row: Locator): Promise<string[]> {
  return row.getByRole('cell').allInnerTexts();
}

async function expectSoon(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  const until = Date.now() + 15_000;
  while (JSON.stringify(await read()) !== JSON.stringify(expected) && Date.now() < until)
    await page.waitForTimeout(100);
  expect(await read()).toEqual(expected);
}

/** The second person is the program with the API key: another principal than the administrator. */
async function approveAsAnother(): Promise<void> {
  const headers = { authorization: `Bearer ${system.apiKey}`, 'content-type': 'application/json' };
  const caseId = new URL(page.url()).hash.split('/').at(-1)!;
  const at = `${system.urls.cases}/v1/cases/${caseId}`;
  const found = (await (await fetch(at, { headers })).json()) as {
    version: number;
    timeline: { kind: string; data: { extensionId?: string } }[];
  };
  const extensionId = found.timeline.find(({ kind }) => kind === 'extension-requested')?.data.extensionId;
  const answer = await fetch(`${at}/approve-extension`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': `approve-${extensionId}` },
    body: JSON.stringify({ version: found.version, extensionId, noticeAt: new Date().toISOString() }),
  });
  expect(answer.status).toBe(200);
}
