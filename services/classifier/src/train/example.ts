import type { Channel } from '@hearback/contracts';
import type { Axis } from '../domain/rules';

/** A labelled text. An axis may be unknown, or known only to be one of several values. */
export interface Example {
  text: string;
  title?: string;
  channel?: Channel | undefined;
  stars?: number;
  labels: Partial<Record<Axis, readonly string[]>>;
  source: string;
  /** Texts of one pair are trained on, or set apart, together. */
  pair?: string;
  /** How much it counts beside a text written for banks. */
  weight: number;
}
