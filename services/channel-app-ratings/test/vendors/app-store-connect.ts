import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { standIn, type VendorReply, type VendorRequest } from './stand-in';

const APP = '1234567890';
const PAGE = 2;
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export interface AppStoreReview {
  id: string;
  created: string;
  body: string;
  rating: number;
  response?: { id: string; body: string; at: string; state: string };
}

/** App Store Connect's customer reviews and their responses, behind an ES256 token. */
export async function appStoreConnectStandIn(now: Date) {
  const reviews: AppStoreReview[] = [];
  const server = await standIn(async (request) => {
    if (!(await isSignedIn(request, now))) return problem(401, 'NOT_AUTHORIZED');
    if (request.path === `/v1/apps/${APP}/customerReviews`) return list(reviews, request);
    if (request.path === '/v1/customerReviewResponses') return respond(reviews, request, now);
    return problem(404, 'PATH_ERROR');
  });
  const access = {
    settings: { appId: APP },
    credentials: {
      issuer: '69a6de70-0000-47e3-e053-5b8c7c11a4d1',
      keyId: '2X9R4HXF34',
      // As it stands in an environment file.
      privateKey: String(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })).replaceAll('\n', '\\n'),
    },
  };
  return { ...server, reviews, access };
}

async function isSignedIn({ headers }: VendorRequest, now: Date): Promise<boolean> {
  try {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const { payload, protectedHeader } = await jwtVerify(token, keys.publicKey, {
      audience: 'appstoreconnect-v1',
      issuer: '69a6de70-0000-47e3-e053-5b8c7c11a4d1',
      algorithms: ['ES256'],
      currentDate: now,
      clockTolerance: 86_400,
    });
    return protectedHeader.kid === '2X9R4HXF34' && payload.exp! - payload.iat! <= 1_200;
  } catch {
    return false;
  }
}

function list(reviews: AppStoreReview[], { query, path }: VendorRequest): VendorReply {
  if (query.get('sort') !== '-createdDate' || query.get('include') !== 'response')
    return problem(400, 'PARAMETER_ERROR');
  const from = Number(query.get('cursor') ?? '0');
  const ordered = [...reviews].sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
  const page = ordered.slice(from, from + PAGE);
  const next = new URLSearchParams(query);
  next.set('cursor', String(from + PAGE));
  const responses = page.flatMap(({ response }) => (response ? [response] : []));
  return {
    body: {
      data: page.map(asReview),
      included: responses.map(({ id, body, at, state }) => ({
        type: 'customerReviewResponses',
        id,
        attributes: { responseBody: body, lastModifiedDate: at, state },
      })),
      links: {
        self: `https://api.appstoreconnect.apple.com${path}`,
        ...(ordered.length > from + PAGE ? { next: `https://api.appstoreconnect.apple.com${path}?${next}` } : {}),
      },
    },
  };
}

function asReview({ id, created, body, rating, response }: AppStoreReview) {
  return {
    type: 'customerReviews',
    id,
    attributes: { rating, title: '标题', body, reviewerNickname: '小熊', createdDate: created, territory: 'CHN' },
    relationships: { response: response ? { data: { type: 'customerReviewResponses', id: response.id } } : {} },
  };
}

function respond(reviews: AppStoreReview[], { body }: VendorRequest, now: Date): VendorReply {
  const { data } = JSON.parse(body) as {
    data: { attributes: { responseBody: string }; relationships: { review: { data: { id: string } } } };
  };
  const review = reviews.find(({ id }) => id === data.relationships.review.data.id);
  if (!review) return problem(404, 'NOT_FOUND');
  const at = now.toISOString().replace('.000Z', 'Z');
  review.response = { id: `resp-${review.id}`, body: data.attributes.responseBody, at, state: 'PENDING_PUBLISH' };
  const attributes = { responseBody: data.attributes.responseBody, lastModifiedDate: at, state: 'PENDING_PUBLISH' };
  return { status: 201, body: { data: { type: 'customerReviewResponses', id: review.response.id, attributes } } };
}

function problem(status: number, code: string): VendorReply {
  return { status, body: { errors: [{ status: String(status), code, title: 'x', detail: 'x' }] } };
}
