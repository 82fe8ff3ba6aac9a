import type { Lister } from './post-lists';

/** The comments under a video as Douyin lists them, in the order given, by pages of at most twenty. */
export function douyinComments(video: string, comments: readonly object[]): Lister {
  return (url, shown) => {
    const { open_id: openId, item_id: itemId, cursor, count, sort_type: sort } = Object.fromEntries(url.searchParams);
    if (url.pathname !== '/item/comment/list/' || itemId !== video || sort !== 'time' || !openId) return null;
    if (!(Number(count) <= 20)) return { data: { error_code: 2100005, description: 'Parameter error' } };
    const [all, from] = [shown ? comments : [], Number(cursor)];
    const list = all.slice(from, from + Number(count));
    const next = { cursor: from + list.length, has_more: from + list.length < all.length };
    return { data: { error_code: 0, description: '', ...next, list }, extra: { error_code: 0, logid: '0217' } };
  };
}
