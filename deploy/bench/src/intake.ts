import autocannon from 'autocannon';
import type { IntakePost } from './intake-posts';

const CONNECTIONS = 64;
const SECONDS = 6;

/** Items a second that were answered 202 over one round of `posts` in turn; anything but 202 fails the round. */
export async function intakeRound(url: string, { path, perPost, requests }: IntakePost): Promise<number> {
  const result = await autocannon({
    url,
    requests: requests.map((request) => ({ method: 'POST', path, ...request })),
    connections: perPost === 1 ? CONNECTIONS : CONNECTIONS / 4,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers other than 2xx, ${result.errors} errors at ${url}${path}`);
  return (result['2xx'] * perPost) / result.duration;
}
