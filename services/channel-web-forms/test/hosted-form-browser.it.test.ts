import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unseal } from '@hearback/access';
import { feedbackReceived } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import type { Page } from 'playwright-core';
import { start } from '../src/main';
import { faultsIn, openFormBrowser, type FormBrowser } from './form-browser';

// A customer in front of the form, in a real browser, with and without JavaScript, on the bank's own page too.
jest.setTimeout(90_000);

let service: ChannelUnderTest;
let browser: FormBrowser;
let bank: { url: string; server: Server };

beforeAll(async () => {
  service = await channelUnderTest(start, { FORM_POSTS_PER_MINUTE: '100' });
  bank = await bankPage(service.url);
  const settings = { hostedForm: 'true', allowedOrigins: bank.url, 'title.en': 'Complaints and suggestions' };
  await service.registerSource({ sourceId: 'page', channel: 'web-form', settings });
  await service.registerSource({ sourceId: 'closed', channel: 'web-form', settings: { hostedForm: 'true' } });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
  browser = await openFormBrowser();
});
afterAll(async () => {
  await browser?.close();
  bank?.server.close();
  await service?.stop();
});

/** A page of another origin, as strict as a bank's, that embeds the widget. */
async function bankPage(hearback: string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const source = request.url === '/closed' ? 'closed' : 'page';
    const policy = `default-src 'none'; script-src ${hearback}; frame-src ${hearback}`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    const mode = request.url === '/inline' ? 'inline' : '';
    response.end(`<!doctype html><html lang="zh-Hans"><title>银行</title><body><main><h1>银行</h1>
      <script src="${hearback}/forms/widget.js" data-source="${source}" data-lang="zh-Hans" data-mode="${mode}"></script></main></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function published(feedbackId: string) {
  const records = (await service.read(feedbackReceived)).filter(({ data }) => data.feedbackId === feedbackId);
  expect(records).toHaveLength(1);
  return records[0]!.data;
}

// The form believes nobody who needs less than two seconds; a person would have read it meanwhile.
async function readFirst(form: Pick<Page, 'locator'>): Promise<void> {
  const token = await form.locator('input[name=form_token]').inputValue();
  const issuedAt = parseInt(token.split('.')[1]!, 36);
  await eventually(async () => expect(Date.now() - issuedAt).toBeGreaterThan(2_000));
}

test('without JavaScript a customer mends a wrong address, sends the form once and gets a reference number', async () => {
  const page = await browser.visitor({ javaScriptEnabled: false, locale: 'zh-CN' });
  await page.goto(`${service.url}/forms/page`);
  await page.getByRole('heading', { name: '意见反馈' }).waitFor();
  await readFirst(page);
  await page.getByLabel('您想说什么').fill('手机银行转账五万元，钱扣了对方没收到😡\n第二行');
  await page.getByLabel('涉及的业务').selectOption('payment');
  await page.getByLabel('电子邮箱').fill('wang@home');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('link', { name: '请填写有效的邮箱' }).waitFor();
  expect(await page.title()).toBe('错误：意见反馈');
  expect(await page.getByLabel('您想说什么').inputValue()).toBe('手机银行转账五万元，钱扣了对方没收到😡\n第二行');
  expect(await page.getByLabel('涉及的业务').inputValue()).toBe('payment');
  await page.getByLabel('电子邮箱').fill('wang@example.com');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name: '感谢您的反馈' }).waitFor();
  const feedback = await published(await page.locator('#reference').innerText());
  expect(feedback).toMatchObject({
    channel: 'web-form',
    sourceId: 'page',
    format: 'hosted-form/v1',
    text: '手机银行转账五万元，钱扣了对方没收到😡\n第二行',
    attributes: { topic: 'payment', formLanguage: 'zh-Hans' },
  });
  expect(unseal(service.keys.contacts, feedback.customer.contactsEncrypted!).toString()).toContain('wang@example.com');
});

test.each(['zh-Hans', 'zh-Hant', 'en'])(
  'in %s the form, its faults and the thanks have no serious fault of accessibility',
  async (lang) => {
    const page = await browser.visitor({ javaScriptEnabled: true, locale: 'en-GB' });
    await page.goto(`${service.url}/forms/page?lang=${lang}`);
    const empty = await faultsIn(page);
    await readFirst(page);
    // The keyboard alone: words, then back to the button.
    await page.locator('#f-text').focus();
    await page.keyboard.type('  ');
    await page.locator('button[type=submit]').press('Enter');
    await page.locator('.summary').waitFor();
    // The browser gives the focus when it has drawn the page.
    await eventually(async () => expect(await page.evaluate('document.activeElement.className')).toBe('summary'));
    const faulty = await faultsIn(page);
    await page.locator('#f-text').fill(`The fee was charged twice (${lang})`);
    await page.locator('button[type=submit]').press('Enter');
    await page.locator('#reference').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe(lang);
    expect([empty, faulty, await faultsIn(page)]).toEqual([[], [], []]);
  },
);

test('the widget opens the form in a dialog of the bank’s page, and closing gives the focus back', async () => {
  const page = await browser.visitor({ javaScriptEnabled: true, locale: 'en-GB' });
  await page.goto(bank.url);
  const open = page.getByRole('button', { name: '意见反馈' });
  await open.press('Enter');
  await page.getByRole('dialog', { name: '意见反馈' }).waitFor();
  const form = page.frameLocator('dialog iframe');
  await form.getByLabel('您想说什么').fill('网点排队两个小时');
  await page.getByRole('button', { name: '关闭' }).click();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.evaluate('document.activeElement.textContent')).toBe('意见反馈');
  await open.click();
  // Closing cost nobody what was typed.
  expect(await form.getByLabel('您想说什么').inputValue()).toBe('网点排队两个小时');
  await readFirst(form);
  await form.getByRole('button', { name: '提交' }).click();
  const feedback = await published(await form.locator('#reference').innerText());
  expect(feedback).toMatchObject({ text: '网点排队两个小时', sourceId: 'page' });
  expect(await faultsIn(page)).toEqual([]);
});

test('inline the form stands in the page; a page that the source does not allow cannot frame it', async () => {
  const page = await browser.visitor({ javaScriptEnabled: true, locale: 'en-GB' });
  await page.goto(`${bank.url}/inline`);
  await page.frameLocator('main iframe').getByLabel('您想说什么').waitFor();
  const refused: string[] = [];
  page.on('console', (message) => refused.push(message.text()));
  await page.goto(`${bank.url}/closed`);
  await page.getByRole('button', { name: '意见反馈' }).click();
  await eventually(async () => expect(refused.join()).toMatch(/frame-ancestors|X-Frame-Options/i));
});
