import { startTelemetry } from './start-telemetry';

const options = { service: 'cases', version: '0.1.0', logLevel: 'silent' };

test('a span continues the trace of its caller', () => {
  const telemetry = startTelemetry(options);
  const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const span = telemetry.startSpan('open case', { parent });
  expect(span.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  expect(span.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-0[01]$/);
});

test.each(['', 'nonsense', '00-00000000000000000000000000000000-b7ad6b7169203331-01'])(
  'a malformed traceparent %p starts a new trace',
  (parent) => {
    const span = startTelemetry(options).startSpan('open case', { parent });
    expect(span.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  },
);

test('two services in one process keep their own metrics', async () => {
  const [cases, tracker] = [startTelemetry(options), startTelemetry({ ...options, service: 'response-tracker' })];
  cases.meter.createCounter('hearback_cases_opened').add(2, { channel: 'hotline' });
  expect(await cases.metricsText()).toMatch(/hearback_cases_opened(_total)?\{.*channel="hotline".*\} 2/);
  expect(await tracker.metricsText()).not.toContain('hearback_cases_opened');
});
