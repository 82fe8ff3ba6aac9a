import { ConfigurationError } from '@hearback/config';
import { feedbackClassified, SERVICES, type Labels } from '@hearback/contracts';
import { connectKafka, createPublisher, encodeEvent, type KafkaConnection, type Publisher } from '@hearback/kafka';
import { startTelemetry, type Telemetry } from '@hearback/telemetry';
import { givenBy, type Held } from './domain/newest-content';
import { count, newTally, reportOf, type RelabelReport } from './domain/relabel-report';
import type { CliEnv } from './env';
import { fillBatches } from './fill-batches';
import { askClassifier, CannotGoOn, type ClassifyItem } from './io/ask-classifier';
import { readContents, readNewest, type Content } from './io/read-classified';

export interface RelabelOptions {
  /** Feedbacks whose content in force was received from `since` on and before `until`; ms since the epoch. */
  sinceMs: number;
  untilMs: number;
  /** Publish the labels; without it nothing is written. */
  apply: boolean;
  /** Address of the classifier; null takes it from the environment. */
  classifier: string | null;
}

export interface Relabelled extends RelabelReport {
  /** Feedbacks published with their new labels; null when nothing was to be written. */
  published: number | null;
  /** Records of the topic that fit no schema, and were left out. */
  unreadable: number;
}

/**
 * Reads what the model in force says of feedback that Kafka still has, compares it with the labels there are and, if so
 * asked, publishes it. The topic is read twice: first for ids and labels alone, since only its end says which content and
 * labels of a feedback count; then for the words, a batch at a time. So memory holds about half a kilobyte for each
 * feedback, whatever its length. What is published carries the id of the event that it replaces: breaking off and
 * running again goes on where it was, and two runs at once publish the same events.
 */
export async function relabel(env: CliEnv, options: RelabelOptions): Promise<Relabelled> {
  const telemetry = startTelemetry({ service: 'cli', version: '0.1.0', logLevel: env.LOG_LEVEL });
  const kafka = connectKafka({
    brokers: env.KAFKA_BROKERS,
    clientId: 'hearback-relabel',
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    telemetry,
  });
  try {
    return await relabelOn({ kafka, telemetry, ask: askClassifier(addressOf(env, options)) }, options);
  } finally {
    await telemetry.stop();
  }
}

interface Tools {
  kafka: KafkaConnection;
  telemetry: Telemetry;
  ask(items: readonly ClassifyItem[]): Promise<Labels[]>;
}

async function relabelOn({ kafka, telemetry, ask }: Tools, options: RelabelOptions): Promise<Relabelled> {
  const modelVersion = (await ask([{ text: '' }]))[0]!.modelVersion;
  const { held, unreadable } = await readNewest(kafka);
  const { wanted, alreadyLabelled } = select(held, { ...options, modelVersion });
  const publisher = options.apply ? await createPublisher(kafka, { service: 'cli', telemetry }) : null;
  const tally = newTally();
  const batches = fillBatches<Content>(async (batch) => {
    const labels = await ask(batch.map(itemOf));
    if (labels.some((one) => one.modelVersion !== modelVersion))
      throw new CannotGoOn(`The classifier's model was ${modelVersion} and changed meanwhile; run the command again.`);
    if (publisher) await Promise.all(batch.map((content, index) => publish(publisher, content, labels[index]!)));
    for (const [index, { event, replaces }] of batch.entries())
      count(tally, {
        feedbackId: event.feedback.feedbackId,
        before: replaces.given,
        after: givenBy(labels[index]!),
      });
  });
  try {
    await readContents(kafka, wanted, batches.add);
    await batches.flush();
  } finally {
    await publisher?.stop();
  }
  const published = options.apply ? tally.compared : null;
  return { ...reportOf(tally, { modelVersion, alreadyLabelled }), published, unreadable };
}

// What the model in force has labelled it would label so again.
function select(held: ReadonlyMap<string, Held>, asked: { sinceMs: number; untilMs: number; modelVersion: string }) {
  const wanted = new Map<string, Held>();
  let alreadyLabelled = 0;
  for (const [feedbackId, content] of held) {
    if (content.receivedAtMs < asked.sinceMs || content.receivedAtMs >= asked.untilMs) continue;
    if (content.given.modelVersion === asked.modelVersion) alreadyLabelled += 1;
    else wanted.set(feedbackId, content);
  }
  return { wanted, alreadyLabelled };
}

function itemOf({ event: { feedback } }: Content): ClassifyItem {
  const { text, title, channel, rating } = feedback;
  return { text, title, channel, rating };
}

// The language is the source's where it said one, as for the first labels. The record keeps the time of the one it
// replaces, so that the words lie on Kafka no longer than without it.
async function publish(publisher: Publisher, { event, replaces, writtenAt }: Content, given: Labels): Promise<void> {
  const { language, script } = event.feedback;
  const labels = language === 'unknown' ? given : { ...given, language, script };
  const record = encodeEvent(feedbackClassified, { ...event, labels, relabels: replaces.ceId }, { service: 'cli' });
  try {
    await publisher.publishRaw({ ...record, timestamp: writtenAt });
  } catch (error) {
    throw new CannotGoOn('Kafka did not take a feedback; what it has taken stays, run the command again to go on.', {
      cause: error,
    });
  }
}

function addressOf(env: CliEnv, { classifier }: RelabelOptions) {
  if (!env.HEARBACK_API_KEY)
    throw new ConfigurationError('HEARBACK_API_KEY: expected a key with the scope classify, for the classifier');
  return { url: classifier ?? classifierUrl(env), apiKey: env.HEARBACK_API_KEY };
}

function classifierUrl({ HEARBACK_URL_CLASSIFIER, HEARBACK_URL_CONSOLE }: CliEnv): string {
  if (HEARBACK_URL_CLASSIFIER) return HEARBACK_URL_CLASSIFIER;
  const { port, frontDoor } = SERVICES.classifier;
  return HEARBACK_URL_CONSOLE ? `${HEARBACK_URL_CONSOLE}/api/${frontDoor}` : `http://127.0.0.1:${port}`;
}
