#!/usr/bin/env node
import { ConfigurationError } from '@hearback/config';
import { allTopics } from '@hearback/contracts';
import { connectKafka, createTopics } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import { Command } from 'commander';
import { audit } from './audit';
import { readCliEnv } from './env';
import { printAudit } from './print-audit';

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

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(2);
});
