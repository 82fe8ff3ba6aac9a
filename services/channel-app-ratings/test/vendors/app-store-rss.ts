import { standIn } from './stand-in';

const PAGE = 50;

export interface FeedReview {
  id: string;
  updated: string;
  stars: number;
}

/** The App Store's public feed: the app itself first, one entry without a list, nothing beyond the tenth page. */
export async function appStoreRssStandIn() {
  const reviews: FeedReview[] = [];
  const server = await standIn(({ path }) => {
    const match = /^\/cn\/rss\/customerreviews\/page=(\d+)\/id=1234567890\/sortby=mostrecent\/json$/.exec(path);
    if (!match) return { status: 404 };
    const number = Number(match[1]);
    if (number > 10) return { status: 400, body: 'CustomerReviews RSS page depth is limited to 10' };
    const ordered = [...reviews].sort((a, b) => Date.parse(b.updated) - Date.parse(a.updated));
    const page: object[] = ordered.slice((number - 1) * PAGE, number * PAGE).map(asEntry);
    if (number === 1) page.unshift({ 'im:name': { label: 'Example Bank' }, id: { label: 'app' } });
    const entry = page.length > 1 ? page : page[0];
    return { headers: { 'content-type': 'text/javascript' }, body: { feed: entry ? { entry } : {} } };
  });
  return { ...server, reviews, access: { settings: { appId: '1234567890' }, credentials: {} } };
}

function asEntry({ id, updated, stars }: FeedReview) {
  return {
    id: { label: id },
    updated: { label: updated },
    'im:rating': { label: String(stars) },
    title: { label: '标题' },
    content: { label: `正文 ${id}` },
    author: { name: { label: '夜航船' }, uri: { label: `https://itunes.apple.com/cn/reviews/id9${id}` } },
  };
}
