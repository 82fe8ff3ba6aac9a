import { standIn, type VendorReply, type VendorRequest } from './stand-in';

const PATHS = {
  android: '/api/reviews/v1/manage/dev/reviews',
  harmonyos: '/api/marketing-api/v2/reviews/manage/dev/reviews',
};
type Platform = keyof typeof PATHS;

export interface GalleryReview {
  id: string;
  at: number;
  content: string;
  rating: number;
  lang?: string;
  replies?: { id: string; type: 1 | 2; content: string; at: number }[];
}

/** AppGallery Connect's comments interface: a token for client credentials, windows of time, replies in the detail only. */
export async function appGalleryStandIn(platform: Platform, answersAfterMs = 0) {
  const reviews: GalleryReview[] = [];
  const server = await standIn(async (request) => {
    await new Promise((resolve) => setTimeout(resolve, answersAfterMs));
    if (request.path === '/api/oauth2/v1/token') return token(request);
    if (request.headers.authorization !== 'Bearer gallery-token' || request.headers.client_id !== 'client-1')
      return { status: 401, body: { ret: { code: 205524993, msg: 'client token auth failed' } } };
    if (request.path === PATHS[platform])
      return request.method === 'POST' ? answer(reviews, request) : list(reviews, request, platform);
    const review = reviews.find(({ id }) => request.path === `${PATHS[platform]}/${id}`);
    return review ? { body: wrapped(asDetail(review), platform) } : { status: 404, body: { ret: { rtnCode: 404 } } };
  });
  const access = {
    settings: { appId: 'C100000001', platform },
    credentials: { clientId: 'client-1', clientSecret: 'secret-1' },
  };
  return { ...server, reviews, access };
}

function token({ body }: VendorRequest): VendorReply {
  const { grant_type, client_id, client_secret } = JSON.parse(body) as Record<string, string>;
  if (grant_type === 'client_credentials' && client_id === 'client-1' && client_secret === 'secret-1')
    return { body: { access_token: 'gallery-token', expires_in: 172_800 } };
  return { body: { ret: { code: 203885571, msg: 'client secret error' } } };
}

function list(reviews: GalleryReview[], { query }: VendorRequest, platform: Platform): VendorReply {
  const [begin, end] = [Number(query.get('beginTime')), Number(query.get('endTime'))];
  const [page, limit] = [Number(query.get('page')), Number(query.get('limit'))];
  if (end - begin > 184 * 86_400_000 || limit > 100 || query.get('countries') !== 'CN')
    return { body: { ret: { rtnCode: 50010001, rtnDesc: 'param invalid' } } };
  const found = reviews.filter(({ at }) => at >= begin && at <= end).sort((a, b) => b.at - a.at);
  const shown = found.slice((page - 1) * limit, page * limit).map(asListed);
  if (platform === 'harmonyos') return { body: { rtnCode: 0, rtnDesc: 'success', data: shown, total: found.length } };
  const hasNext = found.length > page * limit ? 1 : 0;
  return {
    body: { ret: { rtnCode: 0, rtnDesc: 'success' }, data: { total: found.length, hasNext, reviewList: shown } },
  };
}

function asListed({ id, at, content, rating, lang = 'zh_CN', replies = [] }: GalleryReview) {
  const devReplyState = replies.length === 0 ? 0 : replies.at(-1)!.type === 1 ? 1 : 6;
  return { reviewId: id, dateline: at, content, rating, lang, countryCode: 'CN', devReplyState };
}

function asDetail(review: GalleryReview) {
  const replyList = (review.replies ?? []).map(({ id, type, content, at }) => ({
    replyId: id,
    replyType: type,
    content,
    dateline: at,
  }));
  return { ...asListed(review), replyList };
}

function wrapped(data: object, platform: Platform): object {
  return platform === 'harmonyos' ? { rtnCode: 0, data } : { ret: { rtnCode: 0 }, data };
}

function answer(reviews: GalleryReview[], { body, headers }: VendorRequest): VendorReply {
  const given = JSON.parse(body) as { reviewId: string; devReplyContent: string; lang: string; countryCode: string };
  const review = reviews.find(({ id }) => id === given.reviewId);
  const fits = review && given.lang === (review.lang ?? 'zh_CN') && given.countryCode === 'CN';
  if (!fits || !headers.requestid) return { body: { ret: { rtnCode: 50010002, rtnDesc: 'param invalid' } } };
  review.replies = [
    ...(review.replies ?? []),
    { id: 'RP-sent', type: 1, content: given.devReplyContent, at: 1_773_144_000_000 },
  ];
  return { body: { ret: { rtnCode: 0, rtnDesc: 'success' }, data: { replyId: 'RP-sent' } } };
}
