// The ways in which texts come while their cost is measured.
import { setTimeout as sleep } from 'node:timers/promises';

/** As many as the runner of Kafka hands on at once at most (libs/kafka/src/consumer-settings.ts). */
const MOST_AT_ONCE = 500;
/** The runner rests as long as a batch took, at most this long, when nothing waits any more. */
const LONGEST_REST_MS = 25;

/** One batch after the other, the next as soon as the last is answered. `decide` answers when its fingerprints were ready. */
export async function inTurn({ feedbacks, batch, decide }) {
  const samples = newSamples();
  for (let from = 0; from < feedbacks.length; from += batch) {
    const some = feedbacks.slice(from, from + batch);
    const begun = performance.now();
    await decide(some);
    note(samples, { begun, arrivals: some.map(() => begun) });
  }
  return samples;
}

/**
 * At random moments, `perSecond` of them on average, whether or not those before are answered. Who takes them up takes all
 * that wait; with `rests` as the service's runner does it, otherwise at once.
 */
export async function asTheyCome({ feedbacks, perSecond, rests, random, decide }) {
  const samples = newSamples();
  let last = performance.now();
  const arrivals = feedbacks.map(() => (last += (-Math.log(1 - random()) * 1000) / perSecond));
  for (let from = 0; from < feedbacks.length;) {
    const begun = performance.now();
    if (arrivals[from] > begun) {
      await sleep(arrivals[from] - begun);
      continue;
    }
    let to = from + 1;
    while (to < feedbacks.length && to - from < MOST_AT_ONCE && arrivals[to] <= begun) to++;
    await decide(feedbacks.slice(from, to));
    const took = note(samples, { begun, arrivals: arrivals.slice(from, to) });
    if (rests && !(arrivals[to] <= performance.now())) await sleep(Math.min(took, LONGEST_REST_MS));
    from = to;
  }
  return samples;
}

function newSamples() {
  return { answer: [], waiting: [], deciding: [], batch: [] };
}

function note({ answer, waiting, deciding, batch }, { begun, arrivals }) {
  const done = performance.now();
  batch.push(arrivals.length);
  for (const arrival of arrivals) {
    answer.push(done - arrival);
    waiting.push(begun - arrival);
    deciding.push(done - begun);
  }
  return done - begun;
}
