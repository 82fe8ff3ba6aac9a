import { withAdmin, type KafkaConnection } from '@hearback/kafka';
import { eventually } from './eventually';

/** Waits until two members have divided what this group shares; before, both may believe to hold a key. Up to 60 s. */
export function groupDivided(kafka: KafkaConnection, group: string): Promise<void> {
  return withAdmin(kafka, (admin) =>
    eventually(async () => {
      const { groups } = await admin.describeGroups([kafka.group(group)]);
      expect(groups[0]).toMatchObject({ state: 'Stable', members: [{}, {}] });
    }, 60_000),
  );
}
