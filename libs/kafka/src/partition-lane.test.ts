import { PartitionLane, type Waiting } from './partition-lane';

// The lane against a broker in a few lines: which answers it gives, and what it has stored.
function lane(answer: (sent: string[], attempt: number) => string) {
  const requests: string[][] = [];
  const results: string[] = [];
  const subject = new PartitionLane({
    limits: { batchRecords: 3, batchBytes: 1_000 },
    send: async (messages) => {
      const sent = messages.map((m) => String(m.value));
      requests.push(sent);
      return answer(sent, requests.length);
    },
    onSettled: () => undefined,
    onAcknowledged: () => undefined,
    onRefused: () => undefined,
    onRetry: () => undefined,
  });
  const publish = (value: string, since = Date.now()) =>
    new Promise<void>((done) => {
      const waiting: Waiting = {
        message: { value },
        bytes: 10,
        since,
        settled: false,
        resolve: (offset) => done(void results.push(`${value}@${offset}`)),
        reject: (error) => done(void results.push(`${value} ${(error as Error).message}`)),
      };
      subject.push(waiting);
    });
  return { subject, requests, results, publish };
}

test('an answer that does not cover the partition is no acknowledgement: the same batch is sent again', async () => {
  const { requests, results, publish } = lane((_, attempt) => {
    if (attempt < 3) throw new Error('the answer does not cover it');
    return '40';
  });
  await Promise.all(['a', 'b'].map((value) => publish(value)));
  expect(requests).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(results).toEqual(['a@40', 'b@41']);
});

test('one request is in flight, what arrives meanwhile goes into the next', async () => {
  const { requests, publish } = lane(() => '0');
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((value) => publish(value)));
  expect(requests).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
});

test('whoever has waited too long is refused, and what comes later still goes out', async () => {
  let broken = true;
  const { subject, results, publish } = lane(() => {
    if (broken) throw new Error('away');
    return '7';
  });
  const old = publish('old', Date.now() - 10_000);
  setTimeout(() => subject.expire(Date.now() - 5_000), 20);
  await old;
  broken = false;
  await publish('new');
  expect(results).toEqual(['old Kafka did not take the event: unavailable', 'new@7']);
});
