import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { addressOf, authorizationOf, fetchOf, newKey, policyOf, type Connection } from './connection';
import type { paths as CasesPaths } from './generated/cases';
import type { paths as AppRatingsPaths } from './generated/channel-app-ratings';
import type { paths as HotlinePaths } from './generated/channel-hotline';
import type { paths as SocialPaths } from './generated/channel-social';
import type { paths as WebFormsPaths } from './generated/channel-web-forms';
import type { paths as ClassifierPaths } from './generated/classifier';
import type { paths as DirectoryPaths } from './generated/directory';
import { KEYED, REPEATABLE } from './generated/operations';
import type { paths as ResponseTrackerPaths } from './generated/response-tracker';
import { unreached } from './errors';
import { withRetries } from './with-retries';

/** Every service with an interface of its own, and its operations by path. */
export interface ServicePaths {
  'channel-hotline': HotlinePaths;
  'channel-app-ratings': AppRatingsPaths;
  'channel-web-forms': WebFormsPaths;
  'channel-social': SocialPaths;
  classifier: ClassifierPaths;
  cases: CasesPaths;
  'response-tracker': ResponseTrackerPaths;
  directory: DirectoryPaths;
}

/**
 * `GET(path, …)`, `POST(path, …)` and so on, each resolving with `{ data, error, response }`; refusals are not thrown. Where
 * no answer came they reject with Unreached, or with the reason of the `signal` that was given.
 */
export type ServiceClient<S extends keyof ServicePaths> = Client<ServicePaths[S]>;

const SAFE = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
const KEY = 'Idempotency-Key';

/**
 * A typed client of one service. Operations that take an Idempotency-Key get one, unless the caller gives it; every attempt
 * carries the same. What cannot be repeated without doing it twice is sent once, and waits until its `signal` ends it: how
 * long a file or a report takes is the caller's to know.
 * @throws TypeError for an address or an API key that cannot be one, RangeError for a retry policy that cannot be one
 */
export function serviceClient<S extends keyof ServicePaths>(service: S, connection: Connection): ServiceClient<S> {
  const repeatable = new WeakSet<Request>();
  const policy = policyOf(connection);
  const send = fetchOf(connection);
  const client = createClient<ServicePaths[S]>({
    baseUrl: addressOf(connection),
    headers: { authorization: authorizationOf(connection) },
    // What is followed elsewhere is no longer what was asked: a POST becomes a GET.
    redirect: 'manual',
    fetch: (request) => {
      const answer = repeatable.has(request)
        ? withRetries(
            async (signal) => readWhole(await send(new Request(request.clone(), { signal }))),
            policy,
            request.signal,
          )
        : send(request).then(readWhole);
      return answer.catch((fault: unknown) => {
        throw request.signal.aborted ? fault : unreached(fault);
      });
    },
  });
  client.use(marking(service, repeatable));
  return client;
}

/** Gives keys, and notes which requests may be sent again. */
function marking(service: keyof ServicePaths, repeatable: WeakSet<Request>): Middleware {
  const [keyed, unkeyed] = [new Set<string>(KEYED[service]), new Set<string>(REPEATABLE[service])];
  return {
    onRequest: ({ request, schemaPath }) => {
      const operation = `${request.method} ${schemaPath}`;
      if (keyed.has(operation) && !request.headers.has(KEY)) request.headers.set(KEY, newKey());
      if (SAFE.includes(request.method) || keyed.has(operation) || unkeyed.has(operation)) repeatable.add(request);
    },
  };
}

/** An answer that breaks off in the middle is a fault like any other, so JSON is read within the attempt. */
async function readWhole(response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.body || !/^application\/([\w.-]+\+)?json\b/.test(type)) return response;
  const { status, statusText, headers } = response;
  return new Response(await response.arrayBuffer(), { status, statusText, headers });
}
