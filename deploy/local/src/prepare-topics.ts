import { allTopics } from '@hearback/contracts';
import { connectKafka, createTopics } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';

/** Creates every topic of libs/contracts that is missing. */
export async function prepareTopics(kafkaBrokers: string, topicPrefix = ''): Promise<void> {
  const telemetry = startTelemetry({ service: 'launcher', version: '0.1.0', logLevel: 'silent' });
  const brokers = kafkaBrokers.split(',');
  await createTopics(connectKafka({ brokers, clientId: 'hearback-launcher', topicPrefix, telemetry }), allTopics());
  await telemetry.stop();
}
