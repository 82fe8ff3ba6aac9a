import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '../../../dist/services/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'hearback-usage-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In a folder without settings; nothing that it names is there. */
function hearback(...args: string[]) {
  const env = {
    ...process.env,
    HEARBACK_API_KEY: 'hbk_nobody',
    HEARBACK_URL_CONSOLE: 'http://127.0.0.1:9',
    KAFKA_BROKERS: '127.0.0.1:9',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
}

// 1 says that an audit found a loss, or that rows were refused; a script must not read that out of a misspelt word.
test.each([
  ['an option that is not known', ['audit', '--wiat', '3'], 'unknown option'],
  ['a command that is not known', ['audti'], 'unknown command'],
  ['an argument that is missing', ['conformance'], 'missing required argument'],
  ['an option that is missing', ['send', 'box.csv'], "required option '--source <id>'"],
  ['a time to wait that is none', ['audit', '--wait', 'soon'], '--wait: expected a whole number'],
  ['another one', ['rebuild-relations', '--wait', '-1'], '--wait: expected a whole number'],
  ['a name for a file that is sent whole', ['send', 'box.xlsx', '--source', 'a', '--key', 'k'], 'leave it out'],
  ['a table that is not there', ['send', 'box.csv', '--file', '--source', 'a'], 'no such file or directory'],
  ['a workbook that is not there', ['send', 'box.xlsx', '--source', 'a'], 'no such file or directory'],
])('%s is said in a sentence, with exit code 2', (_name, args, sentence) => {
  const { status, said } = hearback(...args);
  expect([status, said]).toEqual([2, expect.stringContaining(sentence)]);
  expect(said).not.toContain('    at ');
});

test('help is no fault', () => {
  expect(hearback('--help')).toEqual({ status: 0, said: expect.stringContaining('Usage: hearback') });
});
