import { planPorts } from './plan-ports';

test('without settings everything listens where the documentation says', () => {
  const planned = planPorts({});
  expect(planned).toMatchObject({
    ok: true,
    ports: {
      kafka: 9092,
      kafkaController: 9093,
      postgres: 5432,
      redis: 6379,
      services: { console: 8080, cases: 8301 },
    },
  });
});

test('an offset moves everything, and a variable of its own comes first', () => {
  const planned = planPorts({ HEARBACK_PORT_OFFSET: '100', HEARBACK_REDIS_PORT: '7000', HEARBACK_PORT_CONSOLE: '80' });
  expect(planned).toMatchObject({
    ok: true,
    ports: { kafka: 9192, redis: 7000, services: { console: 80, 'channel-hotline': 8201 } },
  });
});

test.each([
  [{ HEARBACK_KAFKA_PORT: 'x' }, 'HEARBACK_KAFKA_PORT gives no port: NaN.'],
  [{ HEARBACK_PORT_CASES: '70000' }, 'HEARBACK_PORT_CASES gives no port: 70000.'],
  [{ HEARBACK_REDIS_PORT: '5432' }, 'port 5432 is used twice.'],
])('%j is refused by name', (env, message) => {
  expect(planPorts(env)).toEqual({ ok: false, message });
});
