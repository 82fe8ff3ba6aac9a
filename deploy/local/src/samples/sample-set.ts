import type { FeedbackEnd, RelationKind, ServiceName } from '@hearback/contracts';

/** What one text of a sample is and what must become of it. */
export interface SampleText {
  /** Unique among all samples; `of` of another may name it. */
  name: string;
  /** What it is an example of. */
  shows: string;
  /** Refused, and this is the field that the answer must name. The members below are then absent. */
  refused?: string;
  relation?: RelationKind;
  of?: string;
  end?: FeedbackEnd;
  /** Labels; absent where the words do not say. */
  product?: string;
  kind?: string;
  urgency?: string;
}

/** One request in the true shape of its sender, with what is expected of each text in it, in order. */
export interface SamplePost {
  service: ServiceName;
  /** Vendor's payload for POST /v1/hooks/<hook>; else Hearback items for POST /v1/feedback. */
  hook?: string;
  /** Source of Hearback items; else the channel's default. */
  source?: string;
  json?: unknown;
  /** Fields of a form, for vendors that send one. */
  form?: Record<string, string>;
  texts: SampleText[];
}

export interface SampleFile {
  service: ServiceName;
  posts: Omit<SamplePost, 'service'>[];
}

/** `{{-90m}}` becomes the time 90 minutes before `now` (ISO 8601), `{{-90m epoch}}` the same in seconds since 1970. */
export function fillTimes<T>(value: T, now: Date): T {
  const filled = JSON.stringify(value).replace(/\{\{([+-]\d+)m( epoch)?\}\}/g, (_all, minutes: string, epoch?: string) => {
    const at = new Date(now.getTime() + Number(minutes) * 60_000);
    return epoch ? String(Math.floor(at.getTime() / 1_000)) : at.toISOString();
  });
  return JSON.parse(filled) as T;
}

/**
 * The order of sending: what points to another text (`of`) comes in a later wave than that text, so that the relation
 * does not depend on which of two services was faster. @throws Error when a sample points to nothing or in a circle
 */
export function planWaves(posts: readonly SamplePost[]): SamplePost[][] {
  const waves: SamplePost[][] = [];
  const sent = new Set<string>();
  let left = [...posts];
  while (left.length > 0) {
    const wave = left.filter(({ texts }) => texts.every(({ of }) => of === undefined || sent.has(of)));
    if (wave.length === 0) throw new Error(`samples point to nothing: ${left.flatMap((p) => p.texts.map((t) => t.of)).join(' ')}`);
    for (const { texts } of wave) for (const { name } of texts) sent.add(name);
    left = left.filter((post) => !wave.includes(post));
    waves.push(wave);
  }
  return waves;
}
