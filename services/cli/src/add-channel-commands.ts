import { open } from 'node:fs/promises';
import { ConfigurationError } from '@hearback/config';
import type { Command } from 'commander';
import { countOf } from './count-of';
import { printRefusal, printRefusals, printReplayed } from './print-refused';
import { printSources } from './print-sources';
import { refusedCommands, type RefusedFilter } from './refused';
import { send, type RefusedRow } from './send';
import { isWorkbook, sendFile } from './send-file';
import { readServicesEnv } from './services-env';
import { readSourcesWithHealth } from './sources';

const SHOWN = 20;

/** The commands that ask running services: `refused`, `send` and `sources`. */
export function addChannelCommands(program: Command): void {
  addRefused(program);
  addSend(program);
  program
    .command('sources')
    .description(
      'lists the sources that feedback may come from, how each is heard and what troubles it; * marks the default of a channel; exit code 1 when a service does not say how its sources are',
    )
    .option('--json', 'print the result as JSON')
    .action(async ({ json }: { json?: true }) => {
      const heard = await readSourcesWithHealth(readServicesEnv());
      console.log(json ? JSON.stringify(heard.sources) : printSources(heard));
      if (json) for (const { service, why } of heard.silent) console.error(`${service}: ${why}`);
      process.exitCode = heard.silent.length > 0 ? 1 : 0;
    });
}

type Given = RefusedFilter & { source?: string; json?: true };

function addRefused(program: Command): void {
  const refused = program.command('refused').description('works on what channel services could not read');
  withFilter(refused.command('list'))
    .description('lists refusals, newest first')
    .option('--state <state>', 'open, replayed, dismissed, superseded or all', 'open')
    .option('--limit <count>', 'at most', '50')
    .option('--json', 'print the result as JSON')
    .action(async ({ state, limit, json, ...given }: Given & { state: string; limit: string }) => {
      const query = { ...filterOf(given), state: state === 'all' ? undefined : state };
      const found = await refusedCommands(readServicesEnv()).list(query, countOf('--limit', limit));
      console.log(json ? JSON.stringify(found) : printRefusals(found));
    });
  refused
    .command('show <id>')
    .description('shows a refusal with its original, contact data masked, and what was done with it')
    .option('--json', 'print the result as JSON')
    .action(async (id: string, { json }: { json?: true }) => {
      const found = await refusedCommands(readServicesEnv()).show(id);
      console.log(json ? JSON.stringify(found) : printRefusal(found));
    });
  addReplay(refused);
  refused
    .command('dismiss <id>')
    .description('says that nothing is to be read of a refusal')
    .requiredOption('--reason <words>', 'why; stays in its history')
    .action(async (id: string, { reason }: { reason: string }) => {
      await refusedCommands(readServicesEnv()).dismiss(id, reason);
      console.log(`${id} is dismissed.`);
    });
}

function addReplay(refused: Command): void {
  withFilter(refused.command('replay [ids...]'))
    .description('has refusals read again as things are now; exit code 1 when not all of them could be read')
    .option('--all', 'all open ones; together with nothing else')
    .option('--wait <seconds>', 'how long to wait for what comes of it', '60')
    .option('--json', 'print the result as JSON')
    .action(async (ids: string[], { all, wait, json, ...given }: Given & { all?: true; wait: string }) => {
      const filter = filterOf(given);
      if ([ids.length > 0, Object.values(filter).some(Boolean), all].filter(Boolean).length !== 1)
        throw new ConfigurationError('refused replay: expected either ids, or a filter such as --source, or --all');
      // What is refused while this runs was not meant.
      const range = { ...filter, to: filter.to ?? new Date().toISOString() };
      const commands = refusedCommands(readServicesEnv());
      const result = await commands.replay(ids.length > 0 ? { ids } : range, countOf('--wait', wait));
      console.log(json ? JSON.stringify(result) : printReplayed(result));
      process.exitCode = result.refusedAgain + result.underWay + result.skipped.length > 0 ? 1 : 0;
    });
}

interface GivenToSend {
  source: string;
  key?: string;
  file?: true;
  report?: string;
}

function addSend(program: Command): void {
  program
    .command('send <file>')
    .description(
      'sends the items of a file (.json, .ndjson, .csv, .xlsx) to a source; exit code 1 when some were refused',
    )
    .requiredOption('--source <id>', 'the source, as `hearback sources` names it')
    .option('--key <name>', 'names the file, so that a corrected one gives unchanged rows the same ids')
    .option('--file', 'sends a .csv whole, to be read by the mapping of its source, as an .xlsx always is')
    .option('--report <file>', 'the file that gets every refused row as a line of JSON')
    .action(async (file: string, options: GivenToSend) => {
      const sendIt = waySent(file, options);
      const report = options.report === undefined ? null : await open(options.report, 'w');
      const shown: RefusedRow[] = [];
      const sent = await sendIt(readServicesEnv(), file, {
        source: options.source,
        key: options.key,
        progress: ({ accepted, refused }) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${accepted} accepted, ${refused} refused`);
        },
        refused: async (row) => {
          if (shown.length < SHOWN) shown.push(row);
          await report?.write(`${JSON.stringify(row)}\n`);
        },
      });
      await report?.close();
      if (process.stderr.isTTY) process.stderr.write('\n');
      console.log(`${sent.accepted} accepted, ${sent.refused} refused.`);
      for (const { row, detail } of shown) console.log(`  row ${row}: ${detail}`);
      if (sent.refused > shown.length) console.log(`  … and ${sent.refused - shown.length} more`);
      process.exitCode = sent.refused > 0 ? 1 : 0;
    });
}

function waySent(name: string, { file, key }: GivenToSend): typeof send {
  if (!file && !isWorkbook(name)) return send;
  if (key === undefined) return sendFile;
  throw new ConfigurationError('--key: a file that is sent whole is known by its contents; leave it out');
}

function withFilter(command: Command): Command {
  return command
    .option('--from <time>', 'received since, ISO 8601')
    .option('--to <time>', 'received before, ISO 8601')
    .option('--source <id>', 'only of this source')
    .option('--reason <reason>', 'only with this reason, such as wrong-type')
    .option('--format <name>', 'only of this format, with or without its version');
}

function filterOf({ from, to, source, reason, format }: Given): RefusedFilter {
  return { from: timeOf('--from', from), to: timeOf('--to', to), sourceId: source, reason, format };
}

function timeOf(option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const ms = Date.parse(given);
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw new ConfigurationError(`${option}: expected an ISO 8601 time, such as 2026-02-16T08:00:00Z`);
}
