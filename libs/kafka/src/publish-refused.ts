export type RefusalReason = 'overloaded' | 'unavailable' | 'too-large';

/**
 * Kafka has not acknowledged the event. `overloaded`: too much waits already, nothing was sent. `unavailable`: no
 * acknowledgement before the deadline; the event may still arrive, so a repetition may double it. `too-large`: it never
 * will be taken.
 */
export class PublishRefused extends Error {
  override readonly name = 'PublishRefused';

  constructor(
    readonly reason: RefusalReason,
    /** When a repetition may succeed; 0 for `too-large`. */
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(`Kafka did not take the event: ${reason}`, options);
  }
}
