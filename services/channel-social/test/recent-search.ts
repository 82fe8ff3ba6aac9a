import type { Lister } from './post-lists';

/** Recent search as X answers it: newest first, by pages whose token goes on from there. `posts` are oldest first. */
export function recentSearch(posts: readonly { id: string }[], users: readonly object[]): Lister {
  return (url, shown) => {
    if (url.pathname !== '/2/tweets/search/recent') return null;
    if (!shown) return { meta: { result_count: 0 } };
    const since = BigInt(url.searchParams.get('since_id') ?? 0);
    const found = posts.filter(({ id }) => BigInt(id) > since).reverse();
    const from = Number(url.searchParams.get('next_token') ?? 0);
    const data = found.slice(from, from + 15);
    const next = from + 15 < found.length ? { next_token: String(from + 15) } : {};
    if (data.length === 0) return { meta: { result_count: 0 } };
    const [newest, oldest] = [data[0]!.id, data.at(-1)!.id];
    const meta = { newest_id: newest, oldest_id: oldest, result_count: data.length, ...next };
    return { data, includes: { users }, meta };
  };
}
