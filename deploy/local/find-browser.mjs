// The console is tested in a real browser: one that is there, else Debian's Chromium where we may install it.
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Plain } from './servers/fetch-servers.mjs';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Path of a Chrome or Chromium. @throws Plain with the way out when there is none and none may be installed */
export async function findBrowser(say, env = process.env) {
  if (env.CHROME_PATH) return env.CHROME_PATH;
  const found = browserOnPath(env);
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) return completeOnDebian(found, say, env);
  if (found) return found;
  throw new Plain('The console is tested in a real browser: install Chrome or Chromium, or set CHROME_PATH.');
}

async function completeOnDebian(found, say, env) {
  const missing = [...(found ? [] : ['chromium']), ...((await hasChineseFont()) ? [] : ['fonts-wqy-zenhei'])];
  if (missing.length > 0) {
    say(`Installing ${missing.join(' and ')} (apt-get) …`);
    await install(missing);
  }
  return found ?? browserOnPath(env);
}

function browserOnPath(env) {
  const folders = (env.PATH ?? '').split(delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), MAC].find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Without one a Chinese page is a page of boxes, and a screenshot of it proves nothing.
async function hasChineseFont() {
  const { stdout } = await run('fc-list', [':lang=zh', 'family']).catch(() => ({ stdout: '' }));
  return stdout.trim() !== '';
}

async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Plain(
      `apt-get could not install ${packages.join(' and ')}; install Chrome or Chromium and set CHROME_PATH.\n${error.stderr ?? error}`,
    );
  }
}
