/** Nest token under which a service's module provides its parts, in the order they were started. */
export const SERVICE_PARTS = Symbol('SERVICE_PARTS');

/** Something of a service that is started, can be unready and must be stopped: a consumer, a pool, a relay. */
export interface ServicePart {
  name: string;
  /** null when ready, otherwise what is missing, in words for an operator. Must not block. */
  notReady(): string | null;
  /** Finishes what is under way. Called in reverse order of start, once. */
  stop(): Promise<void>;
}
