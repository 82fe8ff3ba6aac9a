#!/usr/bin/env node
import { ConfigurationError } from '@hearback/config';
import { allTopics } from '@hearback/contracts';
import { connectKafka, createTopics } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import { Command } from 'commander';
import { audit } from './audit';
import { readCliEnv } from './env';
import { figures, printFigures } from './figures';
import { readProof } from './io/read-proof';
import { printAudit } from './print-audit';
import { printProof } from './print-proof';
import { rebuildRelations } from './rebuild-relations';
import { printRelationExamples, relationExamples } from './relation-examples';

const program = new Command('hearback').description(
  'Operates a Hearback deployment; settings come from the environment or .hearback/local.env.',
);

program
  .command('audit')
  .description('proves that every accepted feedback has exactly one end; exit code 1 when one is missing or in two')
  .option('--wait <seconds>', 'how long feedback may still be on its way', '30')
  .option('--json', 'print the result as JSON')
  .action(async (options: { wait: string; json?: boolean }) => {
    const { result, refused } = await audit(readCliEnv(), Number(options.wait));
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
    if (options.at !== undefined && Number.isNaN(Date.parse(options.at)))
      throw new ConfigurationError('--at: expected an ISO 8601 time, such as 2026-02-16T08:00:00Z');
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
    const answer = await rebuildRelations(readCliEnv(), Number(options.wait));
    console.log(
      answer === 'rebuilt'
        ? 'Earlier feedback is back in Redis.'
        : 'Asked for; the deduplicator begins with the next feedback, and decides nothing before it is done.',
    );
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

program.parseAsync().catch((error: unknown) => {
  console.error(isOfTheCaller(error) ? error.message : error);
  process.exit(2);
});

/** Settings, or a file that cannot be opened: the message says it all. */
function isOfTheCaller(error: unknown): error is Error {
  return error instanceof ConfigurationError || (error instanceof Error && 'syscall' in error && 'path' in error);
}
