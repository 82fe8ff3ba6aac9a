import { startSystem, type RunningSystem } from '@hearback/local';
import { eventually } from '@hearback/testing';
import type { Page } from 'playwright-core';
import { faultsIn, openBrowser, signIn, type ConsoleBrowser } from './console-browser';

// An administrator connects a form, sees why its first answer was refused, mends the mapping, and sees the case that was
// waiting in it.
const NAME = '官网意见表';
const WORDS = '手机银行转账一直转圈，试了三次都失败，钱却扣了两次，请尽快处理。';
const answer = {
  event: 'responseFinished',
  data: {
    id: 'resp-1',
    surveyId: 'survey-1',
    finished: true,
    createdAt: '2026-03-01T01:00:00.000Z',
    data: { comment: WORDS, contactPhone: '13800138000' },
  },
};

let system: RunningSystem;
let browser: ConsoleBrowser;
let page: Page;
let address: string;

beforeAll(async () => {
  system = await startSystem({ processes: false });
  browser = await openBrowser();
  page = browser.page;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 90_000);

test('the page of channels shows every source with its state in words', async () => {
  await page.goto(system.urls.console);
  await signIn(page, system.adminPassword);
  await page.getByRole('link', { name: '渠道', exact: true }).click();
  const sources = page.getByRole('table', { name: '全部来源' });
  const form = sources.getByRole('row').filter({ hasText: '网页表单 · Web forms' });
  await form.getByText('学习中').waitFor();
  await form.getByText('从未收到').waitFor();
  expect(await faultsIn(page, 'zh-Hans')).toEqual([]);
}, 90_000);

test('a new source shows its secret address once', async () => {
  await page.getByRole('link', { name: '新建来源' }).click();
  await page.getByLabel('名称', { exact: true }).first().fill(NAME);
  await page.getByLabel('报文格式').selectOption('formbricks');
  await page.getByRole('button', { name: '添加一项：字段映射' }).click();
  await page.getByLabel('供应商的字段或题目').fill('comment');
  await page.getByLabel('Hearback 字段').fill('attributes.comment');
  expect(await faultsIn(page, 'zh-Hant')).toEqual([]);
  await page.getByLabel(/^(语言|語言|Language)$/).selectOption('zh-Hans');
  await page.getByRole('button', { name: '创建来源' }).click();
  address = await page.getByLabel('含密钥的地址').inputValue();
  expect(address).toMatch(/\/api\/web-forms\/v1\/hooks\/web-form-[0-9a-f]+\/[\w-]{43}$/);
  await page.getByRole('button', { name: '已保存，不再显示' }).click();
  await page.getByLabel('含密钥的地址').waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(address.split('/').at(-1));
  // What follows asks its channel, which hears of a source after the directory has answered.
  await eventually(async () => expect((await fetch(address)).status).toBe(405));
}, 60_000);

test('a sample is tried, and what is wrong is said in words, where', async () => {
  const trial = page.getByRole('region', { name: '试读报文' });
  await trial.getByLabel('供应商报文样例').fill(JSON.stringify(answer));
  await trial.getByRole('button', { name: '试读' }).click();
  await trial.getByText('第 1 条将被拒收').waitFor();
  await trial.getByText('text', { exact: true }).waitFor();
  expect(await faultsIn(page, 'en')).toEqual([]);
  await page.getByLabel(/^(语言|語言|Language)$/).selectOption('zh-Hans');
}, 60_000);

test('what the vendor posts is refused, and shown with its contact data masked', async () => {
  const headers = { 'content-type': 'application/json' };
  const posted = await fetch(address, { method: 'POST', headers, body: JSON.stringify(answer) });
  expect(posted.status).toBe(422);
  await page.getByRole('link', { name: '拒收', exact: true }).click();
  const refused = page.getByRole('table', { name: '拒收的报文' });
  const row = refused.getByRole('row').filter({ hasText: NAME });
  await row.getByRole('link').click({ timeout: 15_000 });
  const detail = page.getByRole('complementary', { name: '拒收详情' });
  await detail.getByText('手机银行转账').waitFor();
  expect(await detail.innerText()).not.toContain('13800138000');
  expect(await faultsIn(page, 'zh-Hans')).toEqual([]);
}, 60_000);

test('with its mapping mended the refusal is read again and is a case', async () => {
  await page.getByRole('link', { name: `到来源“${NAME}”修正映射或设置` }).click();
  await page.getByLabel('Hearback 字段').fill('text');
  await page.getByRole('button', { name: '保存修改' }).click();
  const changes = page.getByRole('region', { name: '变更记录' });
  await changes.getByText('attributes.comment').waitFor();
  await eventually(async () => expect(await tried()).toMatchObject({ items: [{ accepted: true }] }));
  await page.getByRole('link', { name: '查看 1 条' }).click();
  await page.getByLabel(/^选择 .* 收到的拒收$/).check();
  await page.getByRole('button', { name: '重放所选（1）' }).click();
  await page.getByText('已请求重放 1 条。').waitFor();
  await page.getByRole('button', { name: '已重放', exact: true }).click();
  await page
    .getByRole('table', { name: '拒收的报文' })
    .getByRole('row')
    .filter({ hasText: NAME })
    .getByRole('link')
    .click({ timeout: 15_000 });
  await page.getByText('重放成功').waitFor();
  await page.getByRole('link', { name: '查看工单' }).click({ timeout: 15_000 });
  await page.getByRole('complementary', { name: '工单详情' }).getByText('手机银行转账').first().waitFor();
}, 90_000);

/** What the source makes of the answer by what its channel knows of it now. */
async function tried(): Promise<unknown> {
  const trial = `${system.urls['channel-web-forms']}/v1/hooks/${address.split('/').at(-2)}/test`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${system.apiKey}` };
  return (await fetch(trial, { method: 'POST', headers, body: JSON.stringify(answer) })).json();
}

test('what stays wrong is refused again with all of its source, and dismissed with a reason', async () => {
  await page.getByRole('button', { name: '关闭详情' }).click();
  for (const surveyId of ['a', 'b']) {
    const body = JSON.stringify({ event: 'responseFinished', data: { surveyId } });
    const posted = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(posted.status).toBe(422);
  }
  await page.getByRole('link', { name: '拒收', exact: true }).click();
  await page.getByRole('region', { name: '筛选' }).getByRole('combobox').selectOption(NAME);
  const rows = page.getByRole('table', { name: '拒收的报文' }).getByRole('row').filter({ hasText: NAME });
  await rows.nth(1).waitFor({ timeout: 15_000 });
  await page.getByRole('button', { name: '重放筛选范围内全部待处理' }).click();
  await page.getByRole('button', { name: '确认重放' }).click();
  await page.getByText('已请求重放 2 条。').waitFor();
  await rows.first().getByRole('link').click();
  const detail = page.getByRole('complementary', { name: '拒收详情' });
  await detail.getByText('再次拒收').waitFor({ timeout: 15_000 });
  await detail.getByText('驳回', { exact: true }).click();
  await detail.getByLabel('原因').fill('供应商的测试报文');
  await detail.getByRole('button', { name: '确认驳回' }).click();
  await detail.getByText('已驳回').waitFor();
  await detail.getByText('供应商的测试报文').waitFor();
  await rows.nth(1).waitFor({ state: 'detached' });
  expect(await rows.count()).toBe(1);
}, 60_000);

test('a paused source says so, and with another secret the one before holds for a day', async () => {
  await page.getByRole('button', { name: '关闭详情' }).click();
  await page.getByRole('link', { name: '渠道', exact: true }).click();
  await page.getByRole('table', { name: '全部来源' }).getByRole('link', { name: NAME, exact: true }).click();
  await page.getByRole('button', { name: '暂停' }).click();
  await page.getByText('暂停期间一概不收').waitFor();
  await page.getByRole('button', { name: '恢复接收' }).click();
  await page.getByText('更换密钥').first().click();
  await page.getByRole('button', { name: '更换密钥' }).click();
  const second = await page.getByLabel('含密钥的地址').inputValue();
  expect(second).not.toBe(address);
  await page
    .getByRole('list', { name: '有效的密钥' })
    .getByText(/有效至/)
    .waitFor();
}, 60_000);

test('a source is removed only after its id was typed', async () => {
  await page.getByText('移除来源').click();
  const remove = page.getByRole('button', { name: '永久移除' });
  expect(await remove.isDisabled()).toBe(true);
  await page.getByLabel(/^输入编号/).fill(address.split('/').at(-2)!);
  await remove.click();
  const sources = page.getByRole('table', { name: '全部来源' });
  await sources.getByText('网页表单 · Web forms').waitFor();
  await sources.getByText(NAME).waitFor({ state: 'detached' });
}, 60_000);
