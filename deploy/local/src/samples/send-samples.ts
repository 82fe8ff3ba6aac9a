import { setTimeout as wait } from 'node:timers/promises';
import type { FeedbackAnswer, ServiceName } from '@hearback/contracts';
import { differencesOf, isSettled, type Outcome, type SampleResult, type SeenFeedback } from './compare';
import type { SampleReport } from './print-summary';
import { readSamples } from './read-samples';
import { requestOf } from './request-of';
import { planWaves, type SamplePost, type SampleText } from './sample-set';

export interface SendSamplesOptions {
  /** Base addresses of the services. */
  urls: Record<ServiceName, string>;
  /** A key that may post everywhere and read. */
  apiKey: string;
  /** The signing secret of a source that takes a vendor's payloads. */
  hookSecret(sourceId: string): string;
  /** One line of progress for the person at the terminal. */
  say(line: string): void;
}

const SETTLE_WITHIN_MS = 30_000;
const TRY_POST_FOR_MS = 30_000;
const ASK_EVERY_MS = 150;
const AT_ONCE = 8;

interface Sent {
  channel: string;
  text: SampleText;
  outcome: Outcome;
}

/**
 * Sends all samples through all channels, what points to another after it, and waits until each has its end and its clock.
 * The ids are the senders' own, so a second run finds what the first made and opens nothing.
 */
export async function sendSamples(options: SendSamplesOptions): Promise<SampleReport> {
  const waves = planWaves(readSamples(new Date()));
  const sent: Sent[] = [];
  options.say(`Sending ${waves.flat().flatMap(({ texts }) => texts).length} samples through all channels …`);
  for (const wave of waves) {
    const now = (await Promise.all(wave.map((post) => send(post, options)))).flat();
    sent.push(...now);
    await settle(now, options);
  }
  const ids = new Map(sent.flatMap(({ text, outcome }) => (outcome.kind === 'accepted' ? [[text.name, outcome.feedbackId]] : [])));
  const results: SampleResult[] = sent.map((one) => ({
    ...one,
    differences: differencesOf(one.text, one.outcome, (name) => ids.get(name)),
  }));
  return { results: results.sort((a, b) => CHANNEL_ORDER.indexOf(a.channel) - CHANNEL_ORDER.indexOf(b.channel)) };
}

const CHANNEL_ORDER = ['hotline', 'app-ratings', 'web-forms', 'branch', 'social', 'third-party'];

async function send(post: SamplePost, options: SendSamplesOptions): Promise<Sent[]> {
  const { apiKey, hookSecret, urls } = options;
  const { url, ...request } = requestOf(post, { baseUrl: urls[post.service], apiKey, hookSecret });
  const answer = await ask(url, { method: 'POST', ...request });
  const channel = post.source?.replace('-default', '') ?? post.service.replace('channel-', '');
  return post.texts.map((text, index) => ({ channel, text, outcome: outcomeOf(answer, index) }));
}

interface Answer {
  status: number;
  body: Partial<FeedbackAnswer> & { title?: string; detail?: string };
}

function outcomeOf({ status, body }: Answer, index: number): Outcome {
  const accepted = body.accepted?.find((one) => one.index === index);
  if (accepted) return { kind: 'accepted', feedbackId: accepted.feedbackId, seen: null, clocks: 0 };
  const refused = body.refused?.find((one) => one.index === index);
  return { kind: 'refused', why: refused?.detail ?? `${status} ${body.detail ?? body.title ?? ''}`.trim() };
}

// 429 and 503 say when to come again; a connection may break while a service starts.
async function ask(url: string, request: RequestInit): Promise<Answer> {
  const until = Date.now() + TRY_POST_FOR_MS;
  for (;;) {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (response && response.status !== 429 && response.status !== 503)
      return { status: response.status, body: (await response.json().catch(() => ({}))) as Answer['body'] };
    if (Date.now() > until) return { status: response?.status ?? 0, body: { title: 'no answer' } };
    await wait(500);
  }
}

async function settle(sent: readonly Sent[], options: SendSamplesOptions): Promise<void> {
  const until = Date.now() + SETTLE_WITHIN_MS;
  let open = sent.filter(({ outcome }) => outcome.kind === 'accepted');
  while (open.length > 0 && Date.now() < until) {
    const queue = [...open];
    const look = async () => {
      for (let one = queue.pop(); one; one = queue.pop()) await refresh(one, options);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, look));
    open = open.filter(({ text, outcome }) => !isSettled(text, outcome));
    if (open.length > 0) await wait(ASK_EVERY_MS);
  }
}

async function refresh({ outcome }: Sent, { urls, apiKey }: SendSamplesOptions): Promise<void> {
  if (outcome.kind !== 'accepted') return;
  const headers = { authorization: `Bearer ${apiKey}` };
  const feedback = await get<SeenFeedback>(`${urls.cases}/v1/feedback/${outcome.feedbackId}`, headers);
  if (feedback) outcome.seen = feedback;
  if (!outcome.seen) return;
  const clocksUrl = `${urls['response-tracker']}/v1/clocks?feedbackId=${outcome.feedbackId}`;
  outcome.clocks = (await get<{ items: unknown[] }>(clocksUrl, headers))?.items.length ?? outcome.clocks;
}

/** null for 404 (not known yet) and whatever else is no answer now. */
async function get<T>(url: string, headers: Record<string, string>): Promise<T | null> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) }).catch(() => null);
  return response?.ok ? ((await response.json()) as T) : null;
}
