import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** A real browser; each visitor is a profile of its own. */
export interface FormBrowser {
  visitor(options: { javaScriptEnabled: boolean; locale: string }): Promise<Page>;
  close(): Promise<void>;
}

export async function openFormBrowser(): Promise<FormBrowser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
  const browser: Browser = await chromium.launch({ executablePath: browserPath(), args });
  return {
    visitor: async (options) => (await browser.newContext(options)).newPage(),
    close: () => browser.close(),
  };
}

/** Serious faults of accessibility in what is on the page. */
export async function faultsIn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}

// `npm test` installs Debian's Chromium where none is found.
function browserPath(): string {
  const paths = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = paths.find((path) => path !== undefined && existsSync(path));
  if (!found) throw new Error('no Chrome or Chromium found: install one, or name it in CHROME_PATH');
  return found;
}
