import { authorization } from './harness';

/** A screen that listens to a tracker, from an event on or from now. */
export async function openStream(url: string, lastEventId?: string) {
  const abort = new AbortController();
  const answer = await fetch(`${url}/v1/stream`, {
    headers: { authorization, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: abort.signal,
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  const read = async () => {
    for await (const chunk of answer.body!) text += Buffer.from(chunk as Uint8Array).toString();
  };
  void read().catch(() => undefined);
  return {
    text: () => text,
    /** How often it was told the figures. */
    rates: () => [...text.matchAll(/^event: rate$/gm)].length,
    lastId: () => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1],
    close: () => abort.abort(),
  };
}
