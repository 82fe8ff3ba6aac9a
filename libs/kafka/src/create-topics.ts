import type { TopicSpec } from '@hearback/contracts';
import { ConfigResourceTypes, type Admin } from 'kafkajs';
import type { KafkaConnection } from './connect-kafka';
import { withAdmin } from './with-admin';

const RECORD_BYTES = 2 * 1024 * 1024;
// A parked record carries headers on top of an original that may itself be as large as its topic allowed.
const PARKED_RECORD_BYTES = 3 * 1024 * 1024;

/**
 * Creates the topics that are missing, adds partitions where there are fewer than declared (never removes any), and
 * brings retention, compaction and record size to what is declared. Safe to run again and by several at once.
 */
export async function createTopics(c: KafkaConnection, specs: readonly TopicSpec[]): Promise<void> {
  await withAdmin(c, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = specs.filter((spec) => !existing.has(c.topic(spec.topic)));
    if (missing.length > 0) await create(admin, c, missing);
    const present = specs.filter((spec) => existing.has(c.topic(spec.topic)));
    if (present.length === 0) return;
    await addPartitions(admin, c, present);
    await alignSettings(admin, c, present);
  });
}

async function create(admin: Admin, c: KafkaConnection, specs: readonly TopicSpec[]): Promise<void> {
  await admin.createTopics({
    waitForLeaders: false,
    topics: specs.map((spec) => ({
      topic: c.topic(spec.topic),
      numPartitions: spec.settings.partitions,
      configEntries: Object.entries(settingsOf(spec)).map(([name, value]) => ({ name, value })),
    })),
  });
  await leadersKnown(
    admin,
    specs.map((spec) => c.topic(spec.topic)),
  );
}

const LEADERS_WAIT_MS = 30_000;
const LEADERS_LOOK_MS = 100;
const NOT_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);

// A broker under load may not have heard of a topic that the controller has just made; kafkajs' own waiting takes that
// for an error.
async function leadersKnown(admin: Admin, topics: string[]): Promise<void> {
  const until = Date.now() + LEADERS_WAIT_MS;
  for (;;) {
    try {
      await admin.fetchTopicMetadata({ topics });
      return;
    } catch (error) {
      if (!NOT_YET.has((error as { type?: string }).type ?? '') || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, LEADERS_LOOK_MS));
    }
  }
}

async function addPartitions(admin: Admin, c: KafkaConnection, specs: readonly TopicSpec[]): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: specs.map((spec) => c.topic(spec.topic)) });
  const counts = new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
  const topicPartitions = specs
    .map((spec) => ({ topic: c.topic(spec.topic), count: spec.settings.partitions }))
    .filter(({ topic, count }) => (counts.get(topic) ?? count) < count);
  if (topicPartitions.length > 0) await admin.createPartitions({ topicPartitions });
}

const DYNAMIC_TOPIC_CONFIG = 1;

// The only request kafkajs has for it replaces a topic's whole configuration, so what an operator set is sent along.
async function alignSettings(admin: Admin, c: KafkaConnection, specs: readonly TopicSpec[]): Promise<void> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: specs.map((spec) => ({ type: ConfigResourceTypes.TOPIC, name: c.topic(spec.topic) })),
  });
  const wanted = new Map(specs.map((spec) => [c.topic(spec.topic), settingsOf(spec)]));
  const changed = resources.flatMap(({ resourceName, configEntries }) => {
    const set = configEntries.filter((entry) => (entry.configSource as number) === DYNAMIC_TOPIC_CONFIG);
    const now = Object.fromEntries(set.map((entry) => [entry.configName, entry.configValue]));
    const want = wanted.get(resourceName) ?? {};
    if (Object.entries(want).every(([name, value]) => now[name] === value)) return [];
    const configEntriesWanted = Object.entries({ ...now, ...want }).map(([name, value]) => ({ name, value }));
    return [{ type: ConfigResourceTypes.TOPIC, name: resourceName, configEntries: configEntriesWanted }];
  });
  if (changed.length > 0) await admin.alterConfigs({ validateOnly: false, resources: changed });
}

function settingsOf({ topic, settings }: TopicSpec): Record<string, string> {
  return {
    'cleanup.policy': settings.compacted ? 'compact' : 'delete',
    'retention.ms': String(settings.retentionMs),
    'max.message.bytes': String(/\.parked\.v\d+$/.test(topic) ? PARKED_RECORD_BYTES : RECORD_BYTES),
  };
}
