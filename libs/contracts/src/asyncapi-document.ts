import type { EventContract } from './define-event';
import { jsonSchemaOf } from './json-schemas';

const HEADERS_SCHEMA = {
  type: 'object',
  description: 'CloudEvents 1.0 in Kafka binary mode, and W3C trace context.',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time', 'ce_subject', 'content-type'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', description: 'The same on every retry of the same fact.' },
    ce_type: { type: 'string', description: 'The topic.' },
    ce_source: { type: 'string', description: 'The service that published it.' },
    ce_time: { type: 'string', format: 'date-time' },
    ce_subject: { type: 'string' },
    'content-type': { const: 'application/json' },
    traceparent: { type: 'string' },
  },
};

/** The AsyncAPI 3.0 document of all events: one channel for each topic, one message for each event. */
export function asyncApiDocument(events: Record<string, EventContract>): Record<string, unknown> {
  const entries = Object.entries(events).map(([name, event]) => ({
    id: name.replace(/[^a-zA-Z0-9_-]/g, '_'),
    name,
    event,
  }));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Hearback events',
      version: '1.0.0',
      description: 'What Hearback’s services tell each other, and anyone who listens, on Apache Kafka.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(entries.map(({ id, event }) => [id, channelOf(id, event)])),
    operations: Object.fromEntries(
      entries.map(({ id }) => [`listen_${id}`, { action: 'receive', channel: { $ref: `#/channels/${id}` } }]),
    ),
    components: {
      messages: Object.fromEntries(
        entries.map(({ id, name, event }) => [
          id,
          { name, contentType: 'application/json', headers: HEADERS_SCHEMA, payload: payloadOf(event) },
        ]),
      ),
    },
  };
}

function channelOf(id: string, event: EventContract) {
  const { partitions, retentionMs, compacted } = event.settings;
  return {
    address: event.topic,
    messages: { [id]: { $ref: `#/components/messages/${id}` } },
    bindings: {
      kafka: {
        topic: event.topic,
        partitions,
        topicConfiguration: { 'cleanup.policy': [compacted ? 'compact' : 'delete'], 'retention.ms': retentionMs },
        bindingVersion: '0.5.0',
      },
    },
  };
}

// AsyncAPI's own schema dialect is draft-07 compatible for what zod emits here; the dialect marker would only confuse tools.
function payloadOf(event: EventContract) {
  const { $schema: _, ...schema } = jsonSchemaOf(event);
  return schema;
}
