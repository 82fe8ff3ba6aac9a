import { readOAuthToken, type VendorAccess, type VendorAnswer, type VendorHttp } from '@hearback/channel';
import { z } from 'zod';
import { readAccess } from './read-access';
import { troubleOf, type Trouble } from './vendor-trouble';

/** The site of mainland China; `baseUrl` names those of Germany, Singapore and Russia. */
export const APPGALLERY_URL = 'https://connect-api.cloud.huawei.com';

const TOKEN_PATH = '/api/oauth2/v1/token';
const REVIEW_PATHS = {
  android: '/api/reviews/v1/manage/dev/reviews',
  harmonyos: '/api/marketing-api/v2/reviews/manage/dev/reviews',
};

const accessSchema = z.object({
  settings: z.object({
    appId: z.string().min(1),
    platform: z.enum(['android', 'harmonyos']).default('android'),
    /** Codes with two letters, separated by commas; all of the same site. */
    countries: z
      .string()
      .regex(/^[A-Z]{2}(,[A-Z]{2})*$/, 'expected codes such as CN,HK')
      .default('CN'),
    /** Language of answers to reviews that do not tell theirs. */
    language: z.string().optional(),
  }),
  credentials: z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) }),
});

/** What a source of AppGallery was told. */
export type AppGallerySettings = z.output<typeof accessSchema>['settings'];

/** What may be asked of AppGallery now. */
export interface SignedIn {
  ok: true;
  settings: AppGallerySettings;
  reviewsPath: string;
  headers: Record<string, string>;
}
export type AppGallery = SignedIn | { ok: false; trouble: Trouble };

/**
 * Signs in as an API client; service accounts may not read reviews.
 * @throws VendorUnreachable as `http` does
 */
export async function signInToAppGallery(io: {
  access: VendorAccess;
  http: VendorHttp;
  now: Date;
}): Promise<AppGallery> {
  const access = readAccess(accessSchema, io.access);
  if (!access.ok) return failed(access.why);
  const { settings, credentials } = access.value;
  const { clientId, clientSecret } = credentials;
  const answer = await io.http.request({
    method: 'POST',
    path: TOKEN_PATH,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
  const trouble = troubleOf(answer, io.now);
  if (trouble) return { ok: false, trouble: { ...trouble, why: `the sign-in ${trouble.why}` } };
  // Wrong credentials are told of with status 200, too.
  const signedIn = readOAuthToken(answer.body);
  if (signedIn === null) return failed('the sign-in answered without a token');
  const headers = { client_id: clientId, authorization: `Bearer ${signedIn.token}` };
  return { ok: true, settings, reviewsPath: REVIEW_PATHS[settings.platform], headers };
}

/** One review with the replies under it. */
export function askForReview(
  reviewId: string,
  { gallery, http }: { gallery: SignedIn; http: VendorHttp },
): Promise<VendorAnswer> {
  const { settings, reviewsPath, headers } = gallery;
  const path = `${reviewsPath}/${encodeURIComponent(reviewId)}?${new URLSearchParams({ appId: settings.appId })}`;
  return http.request({ method: 'GET', path, headers });
}

function failed(why: string): AppGallery {
  return { ok: false, trouble: { kind: 'failed', why, status: 0 } };
}
