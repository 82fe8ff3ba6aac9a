/** What a produce answer says about one partition. */
export interface ProduceAnswer {
  topicName: string;
  partition: number;
  errorCode: number;
  baseOffset?: string | undefined;
}

/**
 * The offset of the batch's first record when the answer names exactly the partition that was sent to, without error;
 * null when it does not. kafkajs can resolve a send without having produced all of it, so silence is no acknowledgement.
 */
export function acknowledgedOffset(
  answers: readonly (ProduceAnswer | null)[],
  sent: { topic: string; partition: number },
): string | null {
  const [answer, ...others] = answers;
  if (!answer || others.length > 0) return null;
  const named = answer.topicName === sent.topic && answer.partition === sent.partition;
  return named && answer.errorCode === 0 ? (answer.baseOffset ?? '-1') : null;
}
