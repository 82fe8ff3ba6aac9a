import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { standIn, type VendorReply, type VendorRequest } from './stand-in';

const PACKAGE = 'cn.examplebank.mobile';
const PAGE = 2;
const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });

export interface PlayReview {
  id: string;
  /** Milliseconds since 1970. */
  modified: number;
  text: string;
  stars: number;
  answer?: { text: string; at: number };
}

/** Google Play's part that Hearback asks: a token for a signed assertion, the reviews of a week, and an answer to one. */
export async function googlePlayStandIn() {
  const reviews: PlayReview[] = [];
  const server = await standIn((request) => {
    if (request.path === '/oauth2/v4/token') return token(request);
    if (request.headers.authorization !== 'Bearer play-token') return problem(401, 'UNAUTHENTICATED');
    const prefix = `/androidpublisher/v3/applications/${PACKAGE}/reviews`;
    if (request.path === prefix) return list(reviews, request);
    return answer(reviews, decodeURIComponent(request.path.slice(prefix.length + 1)), request);
  });
  const access = {
    settings: { packageName: PACKAGE },
    credentials: {
      clientEmail: 'reviews@example.iam.gserviceaccount.com',
      privateKey: String(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    },
  };
  return { ...server, reviews, access };
}

async function token({ body }: VendorRequest): Promise<VendorReply> {
  const form = new URLSearchParams(body);
  try {
    const { payload } = await jwtVerify(form.get('assertion') ?? '', keys.publicKey, {
      audience: 'https://www.googleapis.com/oauth2/v4/token',
      issuer: 'reviews@example.iam.gserviceaccount.com',
      currentDate: new Date('2026-03-10T12:00:00Z'),
    });
    const granted = payload.scope === 'https://www.googleapis.com/auth/androidpublisher';
    if (granted && form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return { body: { access_token: 'play-token', expires_in: 3_599, token_type: 'Bearer' } };
  } catch {
    // Falls through to the refusal.
  }
  return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } };
}

function list(reviews: PlayReview[], { query }: VendorRequest): VendorReply {
  const from = Number(query.get('token') ?? '0');
  const ordered = [...reviews].sort((a, b) => b.modified - a.modified);
  const page = ordered.slice(from, from + PAGE);
  const more = ordered.length > from + PAGE;
  return {
    body: {
      ...(page.length > 0 ? { reviews: page.map(asReview) } : {}),
      ...(more ? { tokenPagination: { nextPageToken: String(from + PAGE) } } : {}),
    },
  };
}

function asReview({ id, text, stars, modified, answer: given }: PlayReview) {
  const comments: object[] = [{ userComment: { text, starRating: stars, lastModified: stamp(modified) } }];
  if (given) comments.push({ developerComment: { text: given.text, lastModified: stamp(given.at) } });
  return { reviewId: id, authorName: '王小明', comments };
}

function answer(reviews: PlayReview[], target: string, { body }: VendorRequest): VendorReply {
  const review = reviews.find(({ id }) => `${id}:reply` === target);
  if (!review) return problem(404, 'NOT_FOUND');
  const { replyText } = JSON.parse(body) as { replyText: string };
  if (replyText.length > 350) return problem(400, 'INVALID_ARGUMENT');
  review.answer = { text: replyText, at: Date.parse('2026-03-10T12:00:01.500Z') };
  return { body: { result: { replyText, lastEdited: stamp(review.answer.at) } } };
}

function stamp(millis: number) {
  return { seconds: String(Math.floor(millis / 1_000)), nanos: (millis % 1_000) * 1_000_000 };
}

function problem(status: number, word: string): VendorReply {
  return { status, body: { error: { code: status, message: 'x', status: word } } };
}
