#!/usr/bin/env node
import { ConfigurationError } from '@hearback/config';
import { allTopics } from '@hearback/contracts';
import { connectKafka, createTopics } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import { Command } from 'commander';
import { addChannelCommands } from './add-channel-commands';
import { addConformanceCommand } from './add-conformance-command';
import { audit } from './audit';
import { countOf } from './count-of';
import { readCliEnv } from './env';
import { figures, printFigures } from './figures';
import { CannotGoOn } from './io/ask-classifier';
import { readProof } from './io/read-proof';
import { labelExamples } from './label-examples';
import { printAudit } from './print-audit';
import { printProof } from './print-proof';
import { printRelabel } from './print-relabel';
import { rebuildRelations } from './rebuild-relations';
import { relabel } from './relabel';
import { printRelationExamples, relationExamples } from './relation-examples';
import { runTrainer } from './run-trainer';

const program = new Command('hearback')
  .description('Operates a Hearback deployment; settings come from the environment or .hearback/local.env.')
  // 1 says what a command has found; a call that was written wrongly has found nothing.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program
  .command('audit')
  .description('proves that every accepted feedback has exactly one end; exit code 1 when one is missing or in two')
  .option('--wait <seconds>', 'how long feedback may still be on its way', '30')
  .option('--json', 'print the result as JSON')
  .action(async (options: { wait: string; json?: boolean }) => {
    const { result, refused } = await audit(readCliEnv(), countOf('--wait', options.wait));
    console.log(options.json ? JSON.stringify({ ...result, refused }) : printAudit(result, refused));
    process.exitCode = result.ok ? 0 : 1;
  });

program
  .command('topics')
  .description('creates every topic that is missing, with its partitions, retention and compaction')
  .action(async () => {
    const env = readCliEnv();
    const telemetry = startTelemetry({ service: 'cli', version: '0.1.0', logLevel: env.LOG_LEVEL });
    const kafka = connectKafka({
      brokers: env.KAFKA_BROKERS,
      clientId: 'hearback-topics',
      topicPrefix: env.KAFKA_TOPIC_PREFIX,
      telemetry,
    });
    await createTopics(kafka, allTopics());
    console.log(`${allTopics().length} topics are there.`);
  });

program
  .command('verify <file>')
  .description('recomputes a proof of the response rate from the file alone; exit code 1 with the place of each fault')
  .option('--key <fingerprint>', 'the key that must have sealed it, such as ed25519:0123456789abcdef')
  .option('--at <time>', 'the time that was asked for, ISO 8601: later checkpoints are refused')
  .option('--json', 'print the result as JSON')
  .action(async (file: string, options: { key?: string; at?: string; json?: boolean }) => {
    if (options.at !== undefined) timeOf('--at', options.at);
    const result = await readProof(file, options);
    console.log(options.json ? JSON.stringify(result) : printProof(result));
    process.exitCode = result.ok ? 0 : 1;
  });

program
  .command('figures')
  .description(
    'recomputes every figure, day root and checkpoint from the events; exit code 1 with the place of each difference',
  )
  .option('--json', 'print the result as JSON')
  .action(async (options: { json?: boolean }) => {
    const result = await figures(readCliEnv());
    console.log(options.json ? JSON.stringify(result) : printFigures(result));
    process.exitCode = result.ok ? 0 : 1;
  });

program
  .command('rebuild-relations')
  .description('makes the deduplicator put its window of earlier feedback back from Kafka; changes no relation')
  .option('--wait <seconds>', 'how long to wait until it is done', '60')
  .action(async (options: { wait: string }) => {
    const answer = await rebuildRelations(readCliEnv(), countOf('--wait', options.wait));
    console.log(
      answer === 'rebuilt'
        ? 'Earlier feedback is back in Redis.'
        : 'Asked for; the deduplicator begins with the next feedback, and decides nothing before it is done.',
    );
  });

program
  .command('train')
  .description(
    'trains a model of the classifier; exit code 1 when it is not better than the one in force, which then stays',
  )
  .requiredOption('--data <path...>', 'folders or files with labelled texts')
  .option('--out <file>', 'the model file to write', 'hearback.model')
  .option('--against <file>', 'the model in force: by default the file of --out, or else the shipped one')
  .option('--version <name>', 'the version that labels will name; by default the time')
  .option('--without <name...>', 'files to leave out')
  .option('--force', 'replaces the model in force nevertheless')
  .action((options: Record<string, string | string[] | boolean>) => {
    process.exitCode = runTrainer(
      Object.entries(options).flatMap(([name, value]) =>
        value === true ? [`--${name}`] : [value].flat().flatMap((one) => [`--${name}`, String(one)]),
      ),
    );
  });

program
  .command('relabel')
  .description('says what the model now in force would change in the labels of past feedback; writes with --apply only')
  .option('--since <time>', 'feedback received from then on, ISO 8601')
  .option('--until <time>', 'feedback received before, ISO 8601')
  .option('--apply', 'publish the feedback again with the new labels; what people have corrected stands')
  .option('--classifier <url>', 'address of the classifier, such as http://localhost:8080/api/classifier')
  .option('--json', 'print the report as JSON')
  .action(async (options: { since?: string; until?: string; apply?: true; classifier?: string; json?: true }) => {
    const { since, until, apply = false, classifier = null } = options;
    const sinceMs = since === undefined ? -Infinity : timeOf('--since', since);
    const untilMs = until === undefined ? Infinity : timeOf('--until', until);
    const result = await relabel(readCliEnv(), { sinceMs, untilMs, apply, classifier });
    console.log(options.json ? JSON.stringify(result) : printRelabel(result));
  });

program
  .command('label-examples')
  .description('writes the texts whose labels people have corrected as lines of JSON, to train with')
  .option('--out <file>', 'the file that gets them, with the words of customers; without it they are only counted')
  .action(async ({ out }: { out?: string }) => {
    const found = await labelExamples(readCliEnv(), out);
    const where = out === undefined ? '--out <file> writes them, with the words of customers' : `in ${out}`;
    console.log(`${found} texts with labels that people have corrected; ${where}.`);
  });

program
  .command('relation-examples')
  .description(
    'writes what people said of pairs of feedbacks (link, unlink) as lines of JSON, to try the rules on again',
  )
  .option('--out <file>', 'the file that gets the pairs, with the words of customers; without it they are only counted')
  .action(async ({ out }: { out?: string }) => {
    console.log(printRelationExamples(await relationExamples(readCliEnv(), out), out));
  });

addChannelCommands(program);
addConformanceCommand(program);

program.parseAsync().catch((error: unknown) => {
  console.error(isOfTheCaller(error) ? error.message : error);
  process.exit(2);
});

function timeOf(option: string, time: string): number {
  const ms = Date.parse(time);
  if (Number.isNaN(ms))
    throw new ConfigurationError(`${option}: expected an ISO 8601 time, such as 2026-02-16T08:00:00Z`);
  return ms;
}

/** Settings, or a file that cannot be opened: the message says it all. */
function isOfTheCaller(error: unknown): error is Error {
  if (error instanceof CannotGoOn) return true;
  return error instanceof ConfigurationError || (error instanceof Error && 'syscall' in error && 'path' in error);
}
