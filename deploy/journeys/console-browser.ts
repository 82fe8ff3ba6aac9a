import AxeBuilder from '@axe-core/playwright';
import type { RunningSystem } from '@hearback/local';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

export interface ConsoleBrowser {
  page: Page;
  close(): Promise<void>;
}

/** A real browser with a profile of its own, as wide as a desk's screen, asking for Chinese. */
export async function openBrowser(): Promise<ConsoleBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'hearback-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
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
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page: await context.newPage(), close };
}

export async function signIn(page: Page, password: string): Promise<void> {
  await page.locator('input[name=name]').fill('admin');
  await page.locator('input[name=password]').fill(password);
  await page.locator('button.primary').click();
}

/** Chooses a language and looks for serious faults of accessibility in what is then on the page. */
export async function faultsIn(page: Page, language: 'zh-Hans' | 'zh-Hant' | 'en'): Promise<string[]> {
  await page.getByLabel(/^(语言|語言|Language)$/).selectOption(language);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${language}: ${id} ${nodes[0]?.html}`);
}

type Channel = 'channel-hotline' | 'channel-app-ratings' | 'channel-social';

/** A customer's feedback, through the channel's own interface. */
export async function say({ urls, apiKey }: RunningSystem, channel: Channel, item: object): Promise<void> {
  const answer = await fetch(`${urls[channel]}/v1/feedback`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(item),
  });
  if (answer.status !== 202) throw new Error(`the feedback was answered ${answer.status}`);
}

// `npm test` installs Debian's Chromium where none is found.
function browserPath(): string {
  const paths = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = paths.find((path) => path !== undefined && existsSync(path));
  if (!found) throw new Error('no Chrome or Chromium found: install one, or name it in CHROME_PATH');
  return found;
}
