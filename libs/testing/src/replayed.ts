import { randomUUID } from 'node:crypto';
import {
  feedbackRefused,
  refusalReplayed,
  refusalReplayRequested,
  type EventOf,
  type FeedbackRefused,
} from '@hearback/contracts';
import type { ChannelUnderTest } from './channel-under-test';
import { eventually } from './eventually';

/** The first of what a source was refused, as soon as it was kept. */
export function firstRefusalOf(service: ChannelUnderTest, sourceId: string): Promise<FeedbackRefused> {
  return eventually(async () => {
    const found = (await service.read(feedbackRefused)).find(({ data }) => data.sourceId === sourceId);
    if (!found) throw new Error(`nothing of ${sourceId} was refused`);
    return found.data;
  }, 30_000);
}

/** Asks to read a refusal again, as a person does, and gives what came of it. */
export async function replayed(
  service: ChannelUnderTest,
  refusal: FeedbackRefused,
): Promise<EventOf<typeof refusalReplayed>> {
  const replayId = randomUUID();
  const requestedAt = new Date().toISOString();
  await service.publisher.publish(refusalReplayRequested, { replayId, requestedAt, refusal });
  return eventually(async () => {
    const found = (await service.read(refusalReplayed)).find(({ data }) => data.replayId === replayId);
    if (!found) throw new Error('was not read again yet');
    return found.data;
  }, 30_000);
}
