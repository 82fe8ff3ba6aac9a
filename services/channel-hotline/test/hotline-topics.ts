import { callPartTaken, callStateChanged, type TopicSpec } from '@hearback/contracts';

/** What the hotline needs beside the topics of every channel service. */
export const HOTLINE_TOPICS: TopicSpec[] = [callPartTaken, callStateChanged].map(({ topic, settings }) => ({
  topic,
  settings: { ...settings, partitions: 2 },
}));
