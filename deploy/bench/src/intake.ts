import autocannon from 'autocannon';

const CONNECTIONS = 64;
const SECONDS = 6;

/** Items a second that were answered 202 over one round of 64 connections; anything but 202 fails the round. */
export async function intakeRound(url: string, apiKey: string, perPost: number): Promise<number> {
  const item = {
    text: '昨天下午在网点取款机取款被吞卡，打客服电话排队四十分钟没有人接，请尽快联系我处理。',
    author: { name: '王先生' },
    occurredAt: '2026-11-20T08:00:00Z',
  };
  const result = await autocannon({
    url: `${url}/v1/feedback`,
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(perPost === 1 ? item : Array.from({ length: perPost }, () => item)),
    connections: perPost === 1 ? CONNECTIONS : CONNECTIONS / 4,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers other than 2xx, ${result.errors} errors at ${url}`);
  return (result['2xx'] * perPost) / result.duration;
}
