import { defineEvent } from '@hearback/contracts';
import { z } from 'zod';
import { encodeEvent } from './event-record';

const event = defineEvent({
  topic: 'test.thing.v1',
  key: (t) => t.key,
  id: (t) => `id-${t.key}`,
  subject: (t) => `about ${t.key}`,
  time: () => '2026-11-20T08:00:00.000Z',
  schema: z.object({ key: z.string(), text: z.string().default('无') }),
});

test('an event becomes a record with CloudEvents headers and without what its schema does not declare', () => {
  const record = encodeEvent(event, { key: '客户', extra: 1 } as never, { service: 'cases', traceparent: '00-a-b-01' });
  const headers = Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, value.toString()]));
  expect({ ...record, headers, value: JSON.parse(String(record.value)) as unknown }).toEqual({
    topic: 'test.thing.v1',
    key: '客户',
    value: { key: '客户', text: '无' },
    headers: {
      ce_specversion: '1.0',
      ce_id: 'id-客户',
      ce_type: 'test.thing.v1',
      ce_source: '/hearback/cases',
      ce_time: '2026-11-20T08:00:00.000Z',
      ce_subject: 'about 客户',
      'content-type': 'application/json',
      traceparent: '00-a-b-01',
    },
  });
});
