import { sourceChanged } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import type { Arrival } from '../src/domain/case';
import { arrival, caseOf } from '../src/domain/test-feedback';
import type { Harness } from './harness';

export interface HeardCall {
  name: string;
  receivedAt?: string;
  customer?: Partial<Arrival['feedback']['customer']>;
}

/** A hotline that nobody but a person answers, and a case for each call; they are there when it resolves. */
export async function openHotlineCases(h: Harness, calls: readonly HeardCall[]): Promise<void> {
  await h.publisher.publish(sourceChanged, {
    kind: 'source',
    sourceId: 'hotline',
    channel: 'hotline',
    name: 'hotline',
    isDefault: true,
    rate: { itemsPerSecond: 1, burst: 1 },
    changedAt: new Date().toISOString(),
  });
  await h.classified(...calls.map(arrivalOf));
  await eventually(async () => {
    const found = await Promise.all(calls.map(({ name }) => h.get(`/v1/cases/${caseOf(name)}`)));
    expect(found.map((answer) => answer.status)).toEqual(calls.map(() => 200));
  });
}

function arrivalOf({ name, receivedAt, customer }: HeardCall): Arrival {
  const { feedback } = arrival({ name });
  const hotline = { channel: 'hotline' as const, sourceId: 'hotline', externalId: `call-${name}` };
  const heard = { ...hotline, customer: { ...feedback.customer, ...customer }, ...(receivedAt && { receivedAt }) };
  return arrival({ name, text: name, feedback: heard });
}
