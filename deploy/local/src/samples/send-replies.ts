import type { ServiceName } from '@hearback/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { samplesFolder } from './read-samples';
import type { SampleReport } from './print-summary';

interface SampleReply {
  service: ServiceName;
  /** Name of the sample that it answers. */
  to: string;
  by: { id: string; name: string };
  text: string;
}

export interface SendRepliesOptions {
  urls: Record<ServiceName, string>;
  apiKey: string;
  report: SampleReport;
}

const MET_WITHIN_MS = 15_000;

/**
 * Posts what agents answered outside Hearback to some of the samples, and waits until their promises are met, so that a
 * first look at the page shows a response rate. A reply's id is the sample's, so a second run changes nothing.
 * @returns one line for the person at the terminal
 */
export async function sendReplies({ urls, apiKey, report }: SendRepliesOptions): Promise<string> {
  const replies = JSON.parse(readFileSync(join(samplesFolder(), 'replies.json'), 'utf8')) as SampleReply[];
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const answered: string[] = [];
  for (const { service, to, by, text } of replies) {
    const outcome = report.results.find((result) => result.text.name === to)?.outcome;
    if (outcome?.kind !== 'accepted') continue;
    const { feedbackId } = outcome;
    const body = JSON.stringify({ feedbackId, replyId: `reply-to-${to}`, text, by, repliedAt: new Date().toISOString() });
    const answer = await fetch(`${urls[service]}/v1/replies`, { method: 'POST', headers, body });
    if (answer.status === 202) answered.push(feedbackId);
  }
  const isMet = (feedbackId: string) => promiseIsMet(`${urls['response-tracker']}/v1/clocks?feedbackId=${feedbackId}`, headers);
  const until = Date.now() + MET_WITHIN_MS;
  let met = 0;
  do {
    await wait(200);
    met = (await Promise.all(answered.map(isMet))).filter(Boolean).length;
  } while (met < answered.length && Date.now() < until);
  return `${answered.length} of ${replies.length} replies taken in, ${met} promises met`;
}

async function promiseIsMet(url: string, headers: Record<string, string>): Promise<boolean> {
  const answer = await fetch(url, { headers }).catch(() => null);
  if (!answer?.ok) return false;
  const { items } = (await answer.json()) as { items: { state: string }[] };
  return items.some(({ state }) => state === 'met');
}
